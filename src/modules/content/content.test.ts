import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { memoryFiles } from '#support/memory-files'
import { useWorld } from '#support/world'
import { keepPicture } from './keep-picture.ts'
import { renderMarkdown } from './markdown.ts'
import { publishArticle, withdrawArticle } from './publish-article.ts'
import { findPublished, getArticle, listMedia, publishedArticles } from './queries.ts'
import { createArticle, saveArticle } from './save-article.ts'

const world = useWorld()
const aText = (title = 'Notre sélection jazz') => ({ title, summary: 'Dix disques', body: '# Dix\n\nBonjour.' })

beforeEach(() => {
  world.outside.files = memoryFiles()
})

describe('what a text becomes', () => {
  test('headings begin below the page’s own', () => {
    expect(renderMarkdown('# A\n\n###### B')).toBe('<h2>A</h2>\n<h6>B</h6>\n')
  })

  test('raw HTML and scripts stay text', () => {
    expect(renderMarkdown('<script>alert(1)</script>')).not.toContain('<script')
    expect(renderMarkdown('[x](javascript:alert(1))')).not.toContain('href')
    expect(renderMarkdown('<img src=x onerror=alert(1)>')).not.toContain('<img')
  })

  test('pictures come from our media only', () => {
    expect(renderMarkdown('![La pochette](/photos/content/ab12-1600x900.webp)')).toMatch(
      /^<p><img src="\/pictures\/960\/content\/ab12-1600x900.webp" alt="La pochette" loading="lazy" srcset="[^"]+ 1280w" sizes="[^"]+" width="1600" height="900"><\/p>/,
    )
    expect(renderMarkdown('![Espion](https://elsewhere.example/p.gif)')).toBe('<p>Espion</p>\n')
  })

  test('links to other sites do not pass us on, our own do', () => {
    expect(renderMarkdown('[a](https://elsewhere.example)')).toContain('rel="noopener nofollow"')
    expect(renderMarkdown('[a](/disques)')).toBe('<p><a href="/disques">a</a></p>\n')
  })
})

describe('an article', () => {
  test('is seen from its moment on, in the languages it was written in', async () => {
    const id = await createArticle(world.cx, 'post', { fr: aText() })
    expect(await publishedArticles(world.cx, 'post', 'fr')).toEqual([])
    await publishArticle(world.cx, id, new Date(world.clock.now().getTime() + 3_600_000))
    expect(await publishedArticles(world.cx, 'post', 'fr')).toEqual([])
    world.clock.advanceMs(3_600_000)
    expect(await publishedArticles(world.cx, 'post', 'fr')).toMatchObject([{ slug: 'notre-selection-jazz' }])
    expect(await publishedArticles(world.cx, 'post', 'en')).toEqual([])
    await withdrawArticle(world.cx, id)
    expect(await publishedArticles(world.cx, 'post', 'fr')).toEqual([])
    const events = await world.cx.db.selectFrom('articleEvents').select(['what', 'by']).orderBy('id').execute()
    expect(events.map(({ what }) => what)).toEqual(['created', 'published', 'withdrawn'])
  })

  test('keeps its old addresses, and two of one title get two', async () => {
    const id = await createArticle(world.cx, 'page', { fr: aText() })
    const other = await createArticle(world.cx, 'page', { fr: aText() })
    expect((await getArticle(world.cx, other)).slugs.fr).toBe('notre-selection-jazz-2')
    await publishArticle(world.cx, id, world.clock.now())
    await saveArticle(world.cx, id, { version: 1, texts: { fr: aText('Notre sélection soul') } })
    const found = await findPublished(world.cx, { kind: 'page', lang: 'fr', slug: 'notre-selection-jazz' })
    expect(found).toMatchObject({ id, slug: 'notre-selection-soul' })
    await saveArticle(world.cx, id, { version: 2, texts: { fr: aText() } })
    expect((await getArticle(world.cx, id)).slugs.fr).toBe('notre-selection-jazz')
  })

  test('of two who save the same version the second is refused', async () => {
    const id = await createArticle(world.cx, 'page', { fr: aText() })
    await saveArticle(world.cx, id, { version: 1, texts: { fr: aText('A') } })
    await expect(saveArticle(world.cx, id, { version: 1, texts: { fr: aText('B') } })).rejects.toThrow('content.stale')
    expect((await getArticle(world.cx, id)).texts.fr?.title).toBe('A')
    await expect(saveArticle(world.cx, id, { version: 2, texts: {} })).rejects.toThrow('content.no-text')
  })
})

describe('a picture', () => {
  test('is made small and loses what the camera wrote into it', async () => {
    const bytes = await sharp({ create: { width: 3000, height: 1500, channels: 3, background: '#c93a24' } })
      .withExif({ IFD0: { Copyright: 'somebody, somewhere' } })
      .jpeg()
      .toBuffer()
    const media = await keepPicture(world.cx, { name: 'stand.jpg', bytes: new Uint8Array(bytes) })
    expect(media).toMatchObject({ width: 1600, height: 800 })
    const kept = await world.outside.files.get(media.fileKey)
    expect((await sharp(kept?.bytes).metadata()).exif).toBeUndefined()
    await keepPicture(world.cx, { name: 'again.jpg', bytes: new Uint8Array(bytes) })
    expect(await listMedia(world.cx)).toMatchObject([{ name: 'stand.jpg' }])
  })

  test('anything else is refused by name', async () => {
    const bytes = new TextEncoder().encode('<svg onload="alert(1)"/>')
    await expect(keepPicture(world.cx, { name: 'x.svg', bytes })).rejects.toThrow('content.not-a-picture')
  })
})
