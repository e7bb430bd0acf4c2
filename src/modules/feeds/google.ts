import type { Cx } from '#platform/cx'
import type { Lang } from '#platform/i18n'
import { feedRows, type OfferedRow } from './feed-rows.ts'
import { feedText, feedTitle, type Links, pricesOf } from './feed-words.ts'
import { element } from './xml.ts'

export type FeedFrame = { readonly shopName: string; readonly lang: Lang; readonly links: Links }

/** Media > Music & Sound Recordings in Google's product taxonomy. */
const musicCategory = '855'
/** A global trade item number has 8, 12, 13 or 14 digits; anything else is refused by the reader. */
const gtin = /^(\d{8}|\d{12,14})$/

/**
 * Google Merchant Center product data as RSS 2.0 (support.google.com/merchants/answer/7052112, read 2026-11): used goods
 * need their condition, pieces without a GTIN say so. Microsoft Merchant Center reads the same file.
 */
export async function* googleFeed(cx: Cx, frame: FeedFrame): AsyncGenerator<string> {
  const { shopName, lang, links } = frame
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">\n<channel>\n${element('title', shopName)}${element('link', links.home(lang))}${element('description', shopName)}\n`
  for await (const rows of feedRows(cx)) yield rows.map((row) => googleItem(row, frame, cx.now())).join('')
  yield '</channel>\n</rss>\n'
}

function googleItem(row: OfferedRow, { lang, links }: FeedFrame, now: Date): string {
  const hasGtin = gtin.test(row.barcode)
  const { price, salePrice, saleDates } = pricesOf(row, { now, zone: '+0000' })
  const fields: readonly (readonly [string, string])[] = [
    ['g:id', row.sku],
    ['g:title', feedTitle(row, 150)],
    ['g:description', feedText(row, lang, 5000)],
    ['g:link', links.product(lang, row)],
    ['g:image_link', links.picture(row)],
    ['g:availability', 'in_stock'],
    ['g:price', price],
    ['g:sale_price', salePrice],
    ['g:sale_price_effective_date', saleDates],
    ['g:condition', row.condition],
    ['g:brand', row.label.split(',')[0]?.trim() || row.artist],
    ['g:gtin', hasGtin ? row.barcode : ''],
    ['g:mpn', row.catalogueNumber],
    ['g:identifier_exists', hasGtin ? '' : 'no'],
    ['g:google_product_category', row.kind === 'other' ? '' : musicCategory],
    ['g:shipping_weight', row.weightGrams > 0 ? `${row.weightGrams} g` : ''],
  ]
  return `<item>${fields.map(([name, text]) => element(name, text)).join('')}</item>\n`
}
