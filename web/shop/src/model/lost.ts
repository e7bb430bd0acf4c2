import { searchItems } from '#modules/storefront'
import type { Cx } from '#platform/cx'

const wordsMax = 8
const shownMax = 6

/**
 * What somebody may have been looking for at an address of a record, an artist or a label: its words. Other addresses say nothing.
 * Pages are built under their own names (`/~product/…`), whatever language they were asked in.
 */
export function wordsOfAddress(builtPath: string): string {
  const [, slug = ''] = /^\/~(?:product|artist|label)\/([^/]+)$/.exec(builtPath) ?? []
  return wordsOf(decodeURIComponent(slug))
}

const wordsOf = (slug: string): string =>
  slug
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, wordsMax)
    .join(' ')
    .slice(0, 80)

/** Free copies that match all of the words, or fewer and fewer of them from the end. */
export async function nearest(cx: Cx, text: string) {
  const words = text.split(' ')
  for (const count of [words.length, words.length - 1, Math.min(2, words.length - 2)]) {
    if (count < 1) break
    const { items } = await searchItems(cx, {
      text: words.slice(0, count).join(' '),
      filters: {},
      sort: 'relevance',
      page: 1,
    })
    if (items.length > 0) return items.slice(0, shownMax)
  }
  return []
}
