import { createHash } from 'node:crypto'
import { cardsOf, type ItemCard } from '#modules/storefront'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { formatMoney, isLang, type Lang, pathOf, translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import { type DueHit, type DueList, markMailed, settleHits, takeDueHits, takeDueLists } from './store-spells.ts'
import { copiesPerMailMax, minutesBetweenMails } from './wishes.ts'

const listsPerBatch = 50

/**
 * One mail to each list that is owed one, about everything found since the last: once for each copy and wish. What was sold meanwhile, or
 * is dearer than wished, is left out. Answers how many lists were looked at.
 */
export const mailHits = (cx: Cx): Promise<number> =>
  inTransaction(cx, async (tx) => {
    const mailedBefore = new Date(tx.now().getTime() - minutesBetweenMails * 60_000)
    const lists = await takeDueLists(tx, { listsMax: listsPerBatch, mailedBefore })
    for (const list of lists) await mailList(tx, list)
    return lists.length
  })

async function mailList(tx: Tx, list: DueList): Promise<void> {
  const hits = await takeDueHits(tx, list.id, copiesPerMailMax)
  const wanted = hits.filter(({ isStillWanted }) => isStillWanted)
  const cards = (await cardsOf(tx, [...new Set(wanted.map(({ variantId }) => variantId))])).filter(
    ({ availability }) => availability !== 'sold',
  )
  const onSale = new Set(cards.map(({ variantId }) => variantId))
  const told = wanted.filter(({ variantId }) => onSale.has(variantId))
  await settleHits(tx, told, 'mailed')
  await settleHits(
    tx,
    hits.filter((hit) => !told.includes(hit)),
    'gone',
  )
  if (told.length === 0) return
  await markMailed(tx, list.id)
  await queueAlert(tx, list, { hits: told, cards })
}

type Found = { readonly hits: readonly DueHit[]; readonly cards: readonly ItemCard[] }

async function queueAlert(tx: Tx, list: DueList, { hits, cards }: Found): Promise<void> {
  const lang = isLang(list.lang) ? list.lang : 'fr'
  const address = (path: string): string => `${tx.outside.publicUrl ?? ''}${path}`
  const stopUrl = `${address(pathOf('wish-alerts', lang))}?cle=${list.alertKey}`
  const values = {
    count: cards.length,
    title: titleOf(cards[0]),
    copies: cards.map((card) => copyLines(lang, { card, hits, address })).join('\n\n'),
    url: `${address(pathOf('wishes', lang))}?cle=${list.token}`,
    stopUrl,
  }
  await queueMail(tx, {
    to: list.email,
    subject: translate(lang, 'wishes:mail.alert.subject', values),
    text: translate(lang, 'wishes:mail.alert.text', values),
    idempotencyKey: `wishes.alert:${list.id}:${fingerprint(hits)}`,
    unsubscribeUrl: stopUrl,
  })
}

const titleOf = (card: ItemCard | undefined): string =>
  card === undefined ? '' : [card.artist, card.title].filter(Boolean).join(' – ')

type Line = { readonly card: ItemCard; readonly hits: readonly DueHit[]; address(path: string): string }

function copyLines(lang: Lang, { card, hits, address }: Line): string {
  const because = hits.find(({ variantId }) => variantId === card.variantId)?.because ?? 'came'
  const facts = [card.detail, card.mediaGrade, formatMoney(lang, card.priceMinor)].filter(Boolean).join(' · ')
  const held = card.availability === 'held' ? [translate(lang, 'wishes:mail.held')] : []
  const url = `${address(pathOf('product', lang, { slug: card.slug }))}?ref=${encodeURIComponent(card.sku)}`
  return [titleOf(card), `${translate(lang, `wishes:mail.${because}`)} · ${facts}`, ...held, url].join('\n')
}

const fingerprint = (hits: readonly DueHit[]): string =>
  createHash('sha256')
    .update(
      hits
        .map(({ wishId, variantId }) => `${wishId}:${variantId}`)
        .toSorted()
        .join(),
    )
    .digest('hex')
    .slice(0, 32)
