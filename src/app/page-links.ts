/** `/assets/page.css` and fonts: what a page needs before it can be drawn, as a `link` header names it. */
const linkTag = /<link\b[^>]*>/g
const attribute = (tag: string, name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
const headCharsMax = 20_000

/**
 * The `link` header of a page: its style sheets, and what it preloads itself. A reverse proxy or a delivery network sends it
 * ahead as 103 Early Hints; browsers begin to fetch before they have read the page. Empty for a page without any.
 */
export function linkHeaderOf(html: string): string {
  const tags = html.slice(0, headCharsMax).match(linkTag) ?? []
  return tags
    .flatMap((tag) => {
      const href = attribute(tag, 'href')
      const rel = attribute(tag, 'rel')
      if (!href?.startsWith('/')) return []
      if (rel === 'stylesheet') return [`<${href}>; rel=preload; as=style`]
      if (rel !== 'preload') return []
      return [
        `<${href}>; rel=preload; as=${attribute(tag, 'as') ?? 'fetch'}${/\bcrossorigin\b/.test(tag) ? '; crossorigin' : ''}`,
      ]
    })
    .join(', ')
}
