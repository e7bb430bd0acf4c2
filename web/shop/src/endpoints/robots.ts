import type { APIRoute } from 'astro'
import { langs } from '#platform/i18n'
import { machineFiles, pathOf } from '../paths.ts'

/** Nothing personal is worth a search engine's time; everything else is. */
const closed = ['cart', 'checkout'] as const

export const GET: APIRoute = ({ locals: { publicUrl } }) => {
  const paths = closed.flatMap((page) => langs.map((lang) => pathOf(page, lang)))
  const lines = ['User-agent: *', ...['/office', '/api/', ...paths].map((path) => `Disallow: ${path}`), '']
  const text = [...lines, `Sitemap: ${publicUrl}${machineFiles.sitemap}`, ''].join('\n')
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
