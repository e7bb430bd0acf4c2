import { moveAddress } from '#modules/addresses'
import type { Tx } from '#platform/cx'
import { takeRenamedNames } from './store.ts'

/**
 * What a correction has renamed: once nobody bears the old name of an artist or label any more, its address leads to the new
 * one's. As long as one product bears it, it stays what it is.
 */
export async function moveRenamedNames(tx: Tx): Promise<void> {
  for (const { kind, from, to } of await takeRenamedNames(tx)) await moveAddress(tx, { kind, from, to })
}
