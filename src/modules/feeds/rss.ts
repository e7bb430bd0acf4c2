import type { Cx } from '#platform/cx'
import { feedText, feedTitle } from './feed-words.ts'
import type { FeedFrame } from './google.ts'
import { newestFeedRows } from './queries.ts'
import { element } from './xml.ts'

const itemsMax = 50

/** What has come in lately, for feed readers (RSS 2.0). */
export async function newArrivalsRss(cx: Cx, { shopName, lang, links }: FeedFrame): Promise<string> {
  const items = (await newestFeedRows(cx, itemsMax)).map(
    (row) =>
      `<item>${element('title', feedTitle(row, 150))}${element('link', links.product(lang, row))}${element('description', feedText(row, lang, 1000))}<guid isPermaLink="false">${row.sku}</guid>${element('pubDate', row.listedAt.toUTCString())}</item>\n`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0">\n<channel>\n${element('title', shopName)}${element('link', links.home(lang))}${element('description', shopName)}${element('language', lang)}\n${items.join('')}</channel>\n</rss>\n`
}
