import { expect, test } from 'vitest'
import { aCopy } from '#support/makers'
import { useWorld } from '#support/world'
import { createAudienceCounter } from './counter.ts'
import { jobs } from './jobs.ts'
import { type Answered, lookOf } from './look.ts'
import { audienceFigures } from './queries.ts'

const world = useWorld()

const browser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36'
const anAnswer = (wish: Partial<Answered> = {}): Answered => ({
  method: 'GET',
  url: '/disques',
  status: 200,
  userAgent: browser,
  referer: '',
  cookie: '',
  purpose: '',
  privacy: '',
  ...wish,
})

test('a page is known by its path, a product and the step to it by their addresses', () => {
  expect(lookOf(anAnswer({ url: '/disques?genre=Jazz&utm_source=x' }))).toEqual({
    path: '/disques',
    slug: undefined,
    fromSlug: undefined,
  })
  const step = { url: '/en/record/kind-of-blue?ref=E-1', referer: 'https://shop.example/disque/blue-train#x' }
  expect(lookOf(anAnswer(step))).toEqual({
    path: '/en/record/kind-of-blue',
    slug: 'kind-of-blue',
    fromSlug: 'blue-train',
  })
  expect(lookOf(anAnswer({ url: '/disque/a', referer: 'https://shop.example/disque/a' }))?.fromSlug).toBeUndefined()
  expect(lookOf(anAnswer({ url: '/disque/%E0%A4%A' }))).toBeUndefined()
})

test.each<[string, Partial<Answered>]>([
  ['a program', { userAgent: 'Googlebot/2.1' }],
  ['somebody without a browser', { userAgent: '' }],
  ['a form', { method: 'POST' }],
  ['a page that is not there', { status: 404 }],
  ['a picture', { url: '/photos/content/a.webp' }],
  ['the office', { url: '/office/orders' }],
  ['somebody’s order', { url: '/commande/W-1?cle=x' }],
  ['a page fetched before it is wanted', { purpose: 'prefetch;prerender' }],
  ['who said no', { cookie: 'a=b; etal_mesure=non' }],
  ['a browser that says no', { privacy: '1' }],
])('%s is not counted', (_, wish) => {
  expect(lookOf(anAnswer(wish))).toBeUndefined()
})

test('counts of two processes add up by hour and day, and nothing of the reader is kept', async () => {
  const blue = await slugOf((await aCopy(world.cx)).productId)
  const train = await slugOf((await aCopy(world.cx)).productId)
  const [one, two] = [createAudienceCounter(), createAudienceCounter()]
  for (const counter of [one, two]) {
    counter.observe(anAnswer({ url: `/disque/${blue}` }))
    counter.observe(anAnswer({ url: `/en/record/${train}`, referer: `https://shop.example/disque/${blue}` }))
    counter.observe(anAnswer({ url: '/disque/no-such-record' }))
  }
  await Promise.all([one.flush(world.cx), two.flush(world.cx)])
  await one.flush(world.cx)
  const figures = await audienceFigures(world.cx, 1)
  expect(figures.days).toEqual([{ day: '2026-03-02', count: 6 }])
  expect(figures.hours).toEqual([{ hour: 10, count: 6 }])
  expect(figures.products.map(({ count }) => count)).toEqual([2, 2])
  expect(await world.cx.db.selectFrom('productSteps').select('count').execute()).toEqual([{ count: 2 }])
})

test('counts are forgotten after 25 months', async () => {
  const counter = createAudienceCounter()
  counter.observe(anAnswer())
  await counter.flush(world.cx)
  world.clock.advanceMs(24 * 30 * 86_400_000)
  await jobs[0].run(world.cx, {})
  expect(await world.cx.db.selectFrom('pageViews').select('count').execute()).toHaveLength(1)
  world.clock.advanceMs(60 * 86_400_000)
  await jobs[0].run(world.cx, {})
  expect(await world.cx.db.selectFrom('pageViews').select('count').execute()).toEqual([])
})

async function slugOf(productId: string): Promise<string> {
  const { slug } = await world.cx.db
    .selectFrom('products')
    .select('slug')
    .where('id', '=', productId)
    .executeTakeFirstOrThrow()
  return slug
}
