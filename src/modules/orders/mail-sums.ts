import { sumMinor } from '#kernel/money'
import { dayOf, mentionOf } from '#modules/taxes'
import { formatMoney, type Lang, translate } from '#platform/i18n'
import type { OrderView } from './queries.ts'

export type Sum = { readonly words: string; readonly minor: number }
type Summed = Pick<OrderView, 'lines' | 'discounts' | 'deliveryMinor' | 'voucherMinor' | 'dueMinor' | 'placedAt'>

/** What an order is made of, row by row; the rows add up to what is due, to the cent. */
export function sumsOf(order: Summed, lang: Lang): Sum[] {
  const t = (key: string, values = {}) => translate(lang, `mail:order.sums.${key}`, values)
  const offDeliveryMinor = sumMinor(
    order.discounts.flatMap(({ isDelivery, amountMinor }) => (isDelivery ? amountMinor : [])),
  )
  return [
    ...order.lines
      .filter(({ isCancelled }) => !isCancelled)
      .map(({ quantity, title, totalMinor }) => ({ words: `${quantity} × ${title}`, minor: totalMinor })),
    ...order.discounts.flatMap(({ isDelivery, name, amountMinor }) =>
      isDelivery ? [] : { words: t('discount', { name }), minor: -amountMinor },
    ),
    { words: t('delivery'), minor: order.deliveryMinor + offDeliveryMinor },
    ...order.discounts.flatMap(({ isDelivery, name, amountMinor }) =>
      isDelivery ? { words: t('discount', { name }), minor: -amountMinor } : [],
    ),
    ...(order.voucherMinor > 0 ? [{ words: t('voucher'), minor: -order.voucherMinor }] : []),
  ]
}

export const piecesText = ({ lines }: Pick<OrderView, 'lines'>): string =>
  lines.flatMap(({ isCancelled, quantity, title }) => (isCancelled ? [] : `${quantity} × ${title}`)).join('\n')

/** The sums as a letter tells them, with the mention the law wants for how the pieces are taxed, and no VAT beside it. */
export function sumsText(order: Summed, lang: Lang): string {
  const total = { words: translate(lang, 'mail:order.sums.total'), minor: order.dueMinor }
  const rows = [...sumsOf(order, lang), total].map(({ words, minor }) =>
    translate(lang, 'mail:order.sums.row', { words, amount: formatMoney(lang, minor) }),
  )
  return [...rows, ...mentionsOf(order, lang)].join('\n')
}

function mentionsOf({ lines, placedAt }: Summed, lang: Lang): string[] {
  const schemes = [...new Set(lines.flatMap(({ tax, isCancelled }) => (tax && !isCancelled ? tax.scheme : [])))]
  const taxed = schemes.filter((scheme) => scheme !== 'none')
  const included = translate(lang, taxed.length > 1 ? 'promotions:vatOnSome' : 'promotions:vatIncluded')
  return [
    ...(taxed.includes('normal') ? [included] : []),
    ...taxed.flatMap((scheme) => mentionOf(scheme, dayOf(placedAt)) ?? []),
  ]
}
