import type { APIRoute } from 'astro'
import { sitemapIndex } from '#modules/feeds'
import { xml } from '../model/feed-frame.ts'
import { machineFiles } from '../paths.ts'

export const GET: APIRoute = async ({ locals: { cx, publicUrl } }) =>
  xml(await sitemapIndex(cx, (part) => `${publicUrl}${machineFiles['sitemap-part'].replace('[part]', part)}`))
