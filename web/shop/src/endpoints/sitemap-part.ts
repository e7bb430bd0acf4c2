import type { APIRoute } from 'astro'
import { shownCollections } from '#modules/collections'
import { publishedArticles } from '#modules/content'
import { pageSitemap, shelfSitemap } from '#modules/feeds'
import type { Cx } from '#platform/cx'
import { langs } from '#platform/i18n'
import { feedFrame, xml } from '../model/feed-frame.ts'
import { readPart } from '../model/sitemap-part.ts'
import { type PageName, pathOf } from '../paths.ts'

/** Pages for readers; a cart or somebody's order is nobody else's business. */
const listed = [
  'home',
  'list',
  'journal',
  'markets',
  'contact',
  'grading',
  'delivery',
  'legal',
  'terms',
  'withdrawal',
] as const

export const GET: APIRoute = async ({ locals, url, params: { part = '' } }) => {
  const { cx, publicUrl } = locals
  if (part === 'pages') {
    const fixed = listed.map((page) => inAllLangs(page, publicUrl))
    return xml(
      pageSitemap([
        ...fixed,
        ...(await articleAddresses(cx, publicUrl)),
        ...(await collectionAddresses(cx, publicUrl)),
      ]),
    )
  }
  const asked = readPart(part)
  const text = asked && (await shelfSitemap(cx, asked, feedFrame(locals, url).links))
  return text ? xml(text) : new Response(null, { status: 404 })
}

const inAllLangs = (page: PageName, publicUrl: string): Record<string, string> =>
  Object.fromEntries(langs.map((lang) => [lang, `${publicUrl}${pathOf(page, lang)}`]))

/** Each article once, with its address in every language it was written in. */
async function articleAddresses(cx: Cx, publicUrl: string): Promise<Record<string, string>[]> {
  const addresses = new Map<string, Record<string, string>>()
  for (const kind of ['page', 'post'] as const) {
    for (const lang of langs) {
      for (const { id, slug } of await publishedArticles(cx, kind, lang)) {
        const address = `${publicUrl}${pathOf(kind === 'page' ? 'content-page' : 'post', lang, { slug })}`
        addresses.set(id, { ...addresses.get(id), [lang]: address })
      }
    }
  }
  return [...addresses.values()]
}

async function collectionAddresses(cx: Cx, publicUrl: string): Promise<Record<string, string>[]> {
  const collections = await shownCollections(cx, 'fr')
  return collections.map(({ slug, slugs }) =>
    Object.fromEntries(
      langs.map((lang) => [lang, `${publicUrl}${pathOf('collection', lang, { slug: slugs[lang] ?? slug })}`]),
    ),
  )
}
