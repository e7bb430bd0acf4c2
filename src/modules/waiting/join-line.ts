import { type CartId, newId, type VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { availability, cartHolder } from '#modules/stock'
import { budgetNameOf, takeFromBudget } from '#platform/budget'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import type { Lang } from '#platform/i18n'
import { notifyPurge } from '#platform/outbox'
import { countEntriesOfCart, findPlace, isLot } from './queries.ts'
import { insertEntry, lockLiveClaims } from './store.ts'
import { entriesPerCartMax, type WaitingEntryId, type WaitingView } from './waiting.ts'

export type Joining = {
  readonly variantId: VariantId
  readonly cartId: CartId
  readonly email: string
  readonly lang: Lang
}

/** Nobody's mailbox is filled by somebody else's finger. */
const budgets = { person: { perMinute: 1, burst: 10 }, everybody: { perMinute: 120, burst: 240 } } as const

/**
 * Takes the last place in the line of a copy that somebody holds; whoever has a place keeps it. The place counts at once, the mail
 * only carries its address. Refuses `waiting.copy-free` (take it now), `waiting.copy-sold`, `waiting.copy-yours`, `waiting.lot`.
 */
export async function joinLine(cx: Cx, joining: Joining): Promise<WaitingView> {
  await slowDown(cx, joining.email)
  return inTransaction(cx, async (tx) => {
    const { variantId, cartId, email, lang } = joining
    if (await isLot(tx, variantId)) refuse('waiting.lot', { variantId })
    await lockLiveClaims(tx, variantId)
    await refuseUnlessHeld(tx, joining)
    if ((await countEntriesOfCart(tx, cartId)) >= entriesPerCartMax) {
      refuse('waiting.line-full', { entriesMax: entriesPerCartMax })
    }
    const token = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url')
    await insertEntry(tx, { id: newId<WaitingEntryId>(tx.now()), variantId, cartId, email, lang, token })
    const place = await findPlace(tx, { variantId, email })
    if (!place) refuse('waiting.not-found', {})
    await notifyPurge(tx, [`product:${place.productId}`])
    return place
  })
}

async function refuseUnlessHeld(tx: Tx, { variantId, cartId }: Joining): Promise<void> {
  const stock = (await availability(tx, [variantId], { holder: cartHolder(cartId) })).get(variantId)
  if (!stock || stock.isSold) refuse('waiting.copy-sold', { variantId })
  if (stock.yoursUntil) refuse('waiting.copy-yours', { variantId })
  if (stock.freeCount > 0) refuse('waiting.copy-free', { variantId })
}

async function slowDown(cx: Cx, email: string): Promise<void> {
  const person = await takeFromBudget(cx, `waiting:${budgetNameOf(email)}`, budgets.person)
  const everybody = await takeFromBudget(cx, 'waiting', budgets.everybody)
  if (!person.granted) refuse('request.too-many', { retryAfterMs: person.retryAfterMs })
  if (!everybody.granted) refuse('request.too-many', { retryAfterMs: everybody.retryAfterMs })
}
