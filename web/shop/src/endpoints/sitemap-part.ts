import type { APIRoute } from 'astro'
import { pageSitemap, productSitemap } from '#modules/feeds'
import { langs } from '#platform/i18n'
import { feedFrame, xml } from '../model/feed-frame.ts'
import { pageOf } from '../model/sitemap-part.ts'
import { pagePaths } from '../paths.ts'

/** Pages for readers; a cart or somebody's order is nobody else's business. */
const listed = ['home', 'list', 'contact', 'grading', 'delivery', 'legal', 'terms', 'withdrawal'] as const

export const GET: APIRoute = async ({ locals, url, params: { part = '' } }) => {
  if (part === 'pages') return xml(pageSitemap(listed.map((page) => absolute(pagePaths[page], locals.publicUrl))))
  const page = pageOf(part)
  const text = page && (await productSitemap(locals.cx, page, feedFrame(locals, url).links))
  return text ? xml(text) : new Response(null, { status: 404 })
}

const absolute = (paths: Readonly<Record<'fr' | 'en', string>>, publicUrl: string): Record<string, string> =>
  Object.fromEntries(langs.map((lang) => [lang, `${publicUrl}${paths[lang]}`]))
