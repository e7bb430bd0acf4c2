import MarkdownIt from 'markdown-it'

/** Raw HTML stays text, links to scripts are no links: what comes out is safe to show whoever wrote it. */
const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false })

const ownPicture = /^\/photos\/[a-z0-9][a-z0-9._/-]*$/
const otherSite = /^[a-z][a-z0-9+.-]*:/i
const deepestHeading = 6

/**
 * Markdown (CommonMark with tables) as HTML. The page has its own h1, so headings begin at h2; pictures come from our
 * media only, because a picture from elsewhere would tell others who reads us; links to other sites do not pass us on.
 */
export const renderMarkdown = (text: string): string => markdown.render(text)

markdown.core.ruler.push('house-rules', ({ tokens }) => {
  for (const token of tokens) {
    const level = /^h([1-6])$/.exec(token.tag)?.[1]
    if (level) token.tag = `h${Math.min(deepestHeading, Number(level) + 1)}`
    for (const child of token.children ?? []) {
      if (child.type === 'link_open' && otherSite.test(String(child.attrGet('href'))))
        child.attrSet('rel', 'noopener nofollow')
      if (child.type !== 'image') continue
      if (ownPicture.test(String(child.attrGet('src')))) child.attrSet('loading', 'lazy')
      else child.type = 'text'
    }
  }
})
