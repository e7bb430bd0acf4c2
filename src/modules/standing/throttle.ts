import type { AccountId } from '#kernel/ids'
import { noteAccount, resendListings } from '#modules/channels'
import type { Tx } from '#platform/cx'
import { throttledListings } from './queries.ts'

/**
 * Nothing new is published on the account while it is throttled: the rule of what a channel should show reads the
 * setting. What waited because of it is published when the danger is over.
 */
export async function throttleAccount(
  tx: Tx,
  accountId: AccountId,
  { isThrottled }: { isThrottled: boolean },
): Promise<void> {
  await noteAccount(tx, accountId, { settings: { isThrottled } })
  if (!isThrottled) await resendListings(tx, await throttledListings(tx, accountId), 1)
}
