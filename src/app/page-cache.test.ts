import { brotliDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createPageCache, encodingFor, type RenderedPage } from './page-cache.ts'

const aCache = (bytesMax = 1_000_000) => {
  let nowMs = 0
  const cache = createPageCache({ bytesMax, nowMs: () => nowMs })
  return { cache, advanceMs: (ms: number) => (nowMs += ms) }
}

const aPage = (html: string, ...tags: string[]): RenderedPage => ({ status: 200, html, tags: new Set(tags) })

const textOf = async (cache: ReturnType<typeof aCache>['cache'], key: string, page: RenderedPage): Promise<string> => {
  const found = await cache.find(key, async () => page)
  return new TextDecoder().decode(await found.bytesAs('identity'))
}

test('a page is rendered once and kept', async () => {
  const { cache } = aCache()
  expect(await textOf(cache, '/', aPage('one', 'list'))).toBe('one')
  expect(await textOf(cache, '/', aPage('two', 'list'))).toBe('one')
})

test('a purge drops exactly the pages that carry the tag', async () => {
  const { cache } = aCache()
  await textOf(cache, '/a', aPage('a', 'product:1', 'list'))
  await textOf(cache, '/b', aPage('b', 'product:2'))
  cache.forget(['product:1'])
  expect(await textOf(cache, '/a', aPage('new a', 'product:1'))).toBe('new a')
  expect(await textOf(cache, '/b', aPage('new b', 'product:2'))).toBe('b')
})

test('the tag product stands for every product', async () => {
  const { cache } = aCache()
  await textOf(cache, '/a', aPage('a', 'product:1'))
  cache.forget(['product'])
  expect(cache.size.pages).toBe(0)
})

test('a page whose tag is purged while it is rendered is answered but not kept', async () => {
  const { cache } = aCache()
  const gate = Promise.withResolvers<RenderedPage>()
  const answer = cache.find('/a', () => gate.promise)
  cache.forget(['product:1'])
  gate.resolve(aPage('old', 'product:1'))
  expect(new TextDecoder().decode(await (await answer).bytesAs('identity'))).toBe('old')
  expect(await textOf(cache, '/a', aPage('new', 'product:1'))).toBe('new')
})

test('readers who come while a page is rendered wait for the same one', async () => {
  const { cache } = aCache()
  const gate = Promise.withResolvers<RenderedPage>()
  let renders = 0
  const render = () => {
    renders += 1
    return gate.promise
  }
  const answers = [cache.find('/', render), cache.find('/', render), cache.find('/', render)]
  gate.resolve(aPage('x', 'list'))
  await Promise.all(answers)
  expect(renders).toBe(1)
})

test('readers who come after a purge share one rendering, too, when the one from before it ends first', async () => {
  const { cache } = aCache()
  const gates = [1, 2].map(() => Promise.withResolvers<RenderedPage>())
  let renders = 0
  const render = () => gates[renders++]?.promise ?? Promise.reject(new Error('rendered once too often'))
  const before = cache.find('/', render)
  cache.forget(['list'])
  const after = cache.find('/', render)
  gates[0]?.resolve(aPage('old', 'list'))
  await before
  const joined = cache.find('/', render)
  gates[1]?.resolve(aPage('new', 'list'))
  const pages = await Promise.all([after, joined])
  expect(
    await Promise.all(pages.map(async (page) => new TextDecoder().decode(await page.bytesAs('identity')))),
  ).toEqual(['new', 'new'])
})

test('memory is bounded: the page longest unused leaves', async () => {
  const { cache } = aCache(5000)
  await textOf(cache, '/1', aPage('1'.repeat(1500), 'list'))
  await textOf(cache, '/2', aPage('2'.repeat(1500), 'list'))
  await textOf(cache, '/1', aPage('', 'list'))
  await textOf(cache, '/3', aPage('3'.repeat(1500), 'list'))
  expect(cache.size.bytes).toBeLessThanOrEqual(5000)
  expect(await textOf(cache, '/1', aPage('new', 'list'))).toHaveLength(1500)
  expect(await textOf(cache, '/2', aPage('new', 'list'))).toBe('new')
})

test('a page without tags and a failed rendering are not kept', async () => {
  const { cache } = aCache()
  await textOf(cache, '/404', aPage('nothing here'))
  await expect(cache.find('/', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(cache.size.pages).toBe(0)
  expect(await textOf(cache, '/', aPage('fine', 'list'))).toBe('fine')
})

test('a page is fresh for five minutes', async () => {
  const { cache, advanceMs } = aCache()
  await textOf(cache, '/', aPage('old', 'list'))
  advanceMs(5 * 60_000)
  expect(await textOf(cache, '/', aPage('new', 'list'))).toBe('new')
})

test('a page that changes by the clock is fresh until then', async () => {
  const { cache, advanceMs } = aCache()
  await textOf(cache, '/', { ...aPage('held', 'list'), freshUntil: new Date(60_000) })
  advanceMs(59_000)
  expect(await textOf(cache, '/', aPage('free', 'list'))).toBe('held')
  advanceMs(1000)
  expect(await textOf(cache, '/', aPage('free', 'list'))).toBe('free')
})

test('compressed bytes are made once and counted', async () => {
  const { cache } = aCache()
  const page = await cache.find('/', async () => aPage('a'.repeat(2000), 'list'))
  const before = cache.size.bytes
  const compressed = await page.bytesAs('br')
  expect(brotliDecompressSync(compressed).toString()).toBe('a'.repeat(2000))
  expect(page.bytesAs('br')).toBe(compressed)
  expect(cache.size.bytes).toBe(before + compressed.length)
})

test.for([
  ['gzip, deflate, br, zstd', 'br'],
  ['zstd, gzip', 'zstd'],
  ['gzip', 'gzip'],
  [undefined, 'identity'],
] as const)('%s is answered with %s', ([accepted, encoding]) => {
  expect(encodingFor(accepted)).toBe(encoding)
})
