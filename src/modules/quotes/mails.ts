import { noonOf } from '#platform/clock'
import type { Tx } from '#platform/cx'
import { formatDate, formatMoney, isLang, type Lang, pathOf, translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import type { QuoteView } from './queries.ts'

type Letter = {
  readonly quote: QuoteView
  readonly head: { readonly shopName: string; readonly email: string }
  readonly order?: { readonly number: string; readonly accessToken: string }
  /** Tells a second offer from a repeated first one. */
  readonly occasion?: number
}

/** The news of one step to the buyer; what a visitor asks and what a buyer accepts also goes to the shop. */
export async function mailQuote(
  tx: Tx,
  kind: 'requested' | 'sent' | 'accepted',
  { quote, head, order, occasion = 0 }: Letter,
): Promise<void> {
  const lang: Lang = isLang(quote.lang) ? quote.lang : 'fr'
  const place = order
    ? `${pathOf('order', lang, { number: order.number })}?cle=${order.accessToken}`
    : `${pathOf('quote', lang, { number: quote.number })}?cle=${quote.accessToken}`
  const values = {
    number: quote.number,
    name: quote.buyer.name,
    total: formatMoney(lang, quote.totalMinor),
    until: quote.validUntil ? formatDate(lang, noonOf(quote.validUntil)) : '',
    wish: quote.wish,
    order: order?.number ?? '',
    lines: quote.lines.map(({ quantity, title }) => `${quantity} × ${title}`).join('\n'),
    url: `${tx.outside.publicUrl ?? ''}${place}`,
    shop: head.shopName,
  }
  const recipients = kind === 'sent' ? [quote.buyer.email] : [quote.buyer.email, head.email]
  for (const to of recipients.filter((address) => address !== '')) {
    await queueMail(tx, {
      to,
      subject: translate(lang, `quotes:mail.${kind}.subject`, values),
      text: translate(lang, `quotes:mail.${kind}.text`, values),
      idempotencyKey: `quote.${kind}:${quote.id}:${occasion}:${to}`,
    })
  }
}
