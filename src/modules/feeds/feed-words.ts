import { decimalText } from '#kernel/money'
import type { NameKind } from '#modules/storefront'
import type { Lang } from '#platform/i18n'
import { translate } from '#platform/i18n'
import type { OfferedRow } from './feed-rows.ts'
import type { FeedRow } from './queries.ts'

/** How the shop's pages and pictures are addressed, absolute. The shop knows; feeds only use it. */
export type Links = {
  home(lang: Lang): string
  product(lang: Lang, row: { readonly slug: string; readonly sku: string }): string
  name(lang: Lang, row: { readonly kind: NameKind; readonly slug: string }): string
  picture(row: Pick<FeedRow, 'productId' | 'photoKey'>): string
}

/** 'Kind of Blue – Miles Davis (LP, CBS, 1987)', never longer than `charsMax`. */
export function feedTitle({ title, artist, format, label, year }: FeedRow, charsMax: number): string {
  const name = [title, artist].filter(Boolean).join(' – ')
  const extras = [format.split(',')[0], label.split(',')[0], year].filter(Boolean).join(', ')
  const full = extras === '' ? name : `${name} (${extras})`
  return cut(full.length <= charsMax ? full : name, charsMax)
}

/** What a buyer must know, in sentences: the grades, the copy's comment, the pressing. */
export function feedText(row: FeedRow, lang: Lang, charsMax: number): string {
  const { condition, mediaGrade, sleeveGrade, comment, catalogueNumber } = row
  const grades =
    condition === 'new'
      ? translate(lang, 'feeds:new')
      : mediaGrade
        ? translate(lang, sleeveGrade ? 'feeds:graded' : 'feeds:mediaGraded', {
            mediaGrade,
            sleeveGrade: sleeveGrade ?? '',
          })
        : translate(lang, 'feeds:ungraded')
  const number = catalogueNumber === '' ? '' : translate(lang, 'feeds:catalogueNumber', { catalogueNumber })
  return cut([feedTitle(row, charsMax), grades, comment, number].filter(Boolean).join('. '), charsMax)
}

/**
 * What a piece costs, as both catalogues want it said. A reduced price stands beside the lowest price of the thirty days
 * before, and only where that may be announced (article L112-1-1 of the consumer code); otherwise it is simply the price.
 */
export function pricesOf(
  { priceMinor, offer }: OfferedRow,
  { now, zone }: { now: Date; zone: '+0000' | '+00:00' },
): { price: string; salePrice: string; saleDates: string } {
  const euros = (minor: number): string => `${decimalText(minor)} EUR`
  if (!offer) return { price: euros(priceMinor), salePrice: '', saleDates: '' }
  const { announcement, endsAt } = offer
  if (announcement.kind !== 'announced') return { price: euros(offer.priceMinor), salePrice: '', saleDates: '' }
  const minuteOf = (moment: Date): string => `${moment.toISOString().slice(0, 16)}${zone}`
  const saleDates = endsAt ? `${minuteOf(now)}/${minuteOf(endsAt)}` : ''
  return { price: euros(announcement.priorMinor), salePrice: euros(offer.priceMinor), saleDates }
}

const cut = (text: string, charsMax: number): string =>
  text.length <= charsMax
    ? text
    : `${text
        .slice(0, charsMax - 1)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trimEnd()}…`
