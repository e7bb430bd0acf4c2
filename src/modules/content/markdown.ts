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
      if (ownPicture.test(String(child.attrGet('src')))) showSized(child)
      else child.type = 'text'
    }
  }
})

const sized = /-(\d{1,5})x(\d{1,5})\.webp$/
const widths = [320, 640, 960, 1280]

type Picture = { attrGet(name: string): unknown; attrSet(name: string, value: string): void }

/** At the width the reader's screen needs, below the first screen only when it comes near, its place kept free. */
function showSized(picture: Picture): void {
  const source = String(picture.attrGet('src'))
  const resized = (width: number): string => source.replace('/photos/', `/pictures/${width}/`)
  const [, width, height] = sized.exec(source) ?? []
  picture.attrSet('loading', 'lazy')
  picture.attrSet('src', resized(960))
  picture.attrSet('srcset', widths.map((each) => `${resized(each)} ${each}w`).join(', '))
  picture.attrSet('sizes', '(max-width: 720px) 92vw, 680px')
  if (width && height) for (const [name, value] of Object.entries({ width, height })) picture.attrSet(name, value)
}
