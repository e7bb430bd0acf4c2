import { availability } from '#modules/stock'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { formatMoney, type Lang, localeOf, pathOf, translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import { equivalentsOf, findByToken, variantsWithLines } from './queries.ts'
import { closeLines, takeUntold, type Untold } from './store.ts'
import type { WaitingView } from './waiting.ts'

const variantsPerRun = 500
const entriesPerBatch = 100

/** Ends the lines of what was sold. A copy in a cart may come back; one that is ordered or off the shelves does not. */
export async function closeSoldLines(cx: Cx): Promise<void> {
  const variantIds = await variantsWithLines(cx, variantsPerRun)
  const stock = await availability(cx, variantIds)
  const sold = variantIds.filter((id) => stock.get(id)?.isSold ?? true)
  await inTransaction(cx, (tx) => closeLines(tx, sold))
}

/** Writes to everybody whose place has changed. Several processes may do it at once; each change is written about once. */
export const tellWaiting = (cx: Cx): Promise<number> =>
  inTransaction(cx, async (tx) => {
    const untold = await takeUntold(tx, entriesPerBatch)
    for (const entry of untold) await write(tx, entry)
    return untold.length
  })

const written = ['waiting', 'offered', 'lapsed', 'closed'] as const
type Written = (typeof written)[number]
const isWritten = (state: string): state is Written => written.some((candidate) => candidate === state)

async function write(tx: Tx, { id, email, state, token }: Untold): Promise<void> {
  if (!isWritten(state)) return
  const entry = await findByToken(tx, token)
  if (!entry) return
  const values = await valuesOf(tx, entry)
  await queueMail(tx, {
    to: email,
    subject: translate(entry.lang, `waiting:mail.${state}.subject`, values),
    text: translate(entry.lang, `waiting:mail.${state}.text`, values),
    idempotencyKey: `waiting.${state}:${id}`,
  })
}

async function valuesOf(tx: Tx, entry: WaitingView) {
  const { lang, token, place, offerEndsAt } = entry
  const title = [entry.artist, entry.title].filter(Boolean).join(' – ')
  return {
    title,
    place,
    until: offerEndsAt ? clockOf(lang, offerEndsAt) : '',
    url: `${tx.outside.publicUrl ?? ''}${pathOf('waiting', lang)}?cle=${token}`,
    equivalents: entry.state === 'closed' ? await equivalentLines(tx, entry) : '',
  }
}

async function equivalentLines(tx: Tx, { variantId, lang }: WaitingView): Promise<string> {
  const found = await equivalentsOf(tx, variantId)
  if (found.length === 0) return translate(lang, 'waiting:mail.noEquivalents')
  const lines = found.map(
    ({ title, slug, sku, priceMinor }) =>
      `${title}, ${formatMoney(lang, priceMinor)}\n${tx.outside.publicUrl ?? ''}${pathOf('product', lang, { slug })}?ref=${encodeURIComponent(sku)}`,
  )
  return `${translate(lang, 'waiting:mail.equivalents')}\n\n${lines.join('\n\n')}`
}

/** '14:32', as the reader's language writes it. */
const clockOf = (lang: Lang, at: Date): string =>
  new Intl.DateTimeFormat(localeOf(lang), { hour: 'numeric', minute: '2-digit', timeZone: 'Europe/Paris' }).format(at)
