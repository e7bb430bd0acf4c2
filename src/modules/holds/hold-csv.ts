import { csvLine } from '#kernel/csv'
import type { Cx } from '#platform/cx'
import type { HoldId } from './hold.ts'
import { getHold } from './hold-view.ts'

/** The list of a hold for a spreadsheet or a printer: what to pack, and how each copy stands on each account. */
export async function* holdCsv(cx: Cx, holdId: HoldId, delimiter: string): AsyncGenerator<string> {
  const { accounts, copies } = await getHold(cx, holdId)
  const columns = ['code', 'sku', 'artist', 'title', 'place', 'state', 'held_by', ...accounts.map(({ label }) => label)]
  yield `\ufeff${csvLine(columns, delimiter)}`
  for (const { code, sku, artist, title, place, state, heldBy, marks } of copies) {
    const holder = heldBy ? [heldBy.kind, heldBy.name ?? heldBy.id].join(':') : ''
    const cells = [code, sku, artist, title, place, state, holder]
    yield csvLine([...cells, ...accounts.map(({ accountId }) => marks[accountId] ?? '')], delimiter)
  }
}
