import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BenchRun, type Figure, type Line, lineOf, median } from './support/figure.ts'
import { openScales, type PageWeight } from './support/page-weight.ts'
import { cookieWith, drawFrom, emptyTimings, type Step, shopOnce, steps, type Timings } from './support/shopper.ts'
import { closeStage, openStage, type Stage, shoot, shootFile } from './support/shots.ts'

/**
 * The search-and-checkout scenario that Vendure publishes for its own load tests (50 visitors, four searches with a pause of
 * 0.5 to 3.5 s each, product page, cart, then address, delivery and payment), on catalogues of 1,000, 10,000 and 100,000
 * records; then pages per second beside the same bytes from plain Node and nginx, and what a page weighs on a slow phone.
 * `npm run bench -- shop 1000` runs one size, `npm run bench -- shop 0` weighs the pages only (of the demo shop).
 */
const sizes = [1000, 10_000, 100_000] as const
const visitors = 50
const itemsMax = 10
const rampMs = 20_000
const runMs = 70_000
/** Nobody publishes figures of this scenario: every step is held to what a buyer feels as at once. */
const stepMsMax = 300
/** Good on Google's scale of Core Web Vitals (web.dev/articles/vitals, read 29 Nov 2026). */
const vitals = { lcpMs: 2500, cls: 0.1 } as const
const scriptBytesMax = 15 * 1024
const someCart = 'etal_cart=01890000-0000-7000-8000-000000000000'

export const run: BenchRun = async (print, scale) => {
  // The demo's records have photos and its shop has everything a page may show.
  if (scale === undefined || scale === 0)
    await onStage({}, async (stage) => {
      for (const figure of await weighPages(stage)) print(lineOf('shop', figure))
    })
  for (const size of scale === undefined ? sizes : [scale].filter((one) => one > 0)) {
    const report = (figure: Figure): void => print(named(size, lineOf('shop', figure)))
    await onStage({ BENCH_PRODUCTS: String(size) }, async (stage, folder) => {
      for (const figure of await measureGathering(stage)) report(figure)
      for (const figure of await measurePages(stage, folder)) report(figure)
      // Last: what the visitors buy is gone from the pages.
      for (const figure of await measureVisits(stage)) report(figure)
    })
  }
}

async function onStage(env: Record<string, string>, act: (stage: Stage, folder: string) => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'etal-bench-shop-'))
  chmodSync(folder, 0o755)
  const stage = await openStage(folder, { ETAL_RATE_LIMITS: 'off', ...env })
  try {
    await act(stage, folder)
  } finally {
    await closeStage(stage)
    rmSync(folder, { recursive: true, force: true })
  }
}

const named = (size: number, line: Line): Line => ({
  ...line,
  name: `${size.toLocaleString('en')} records: ${line.name}`,
})

/** Fifty visitors who come one after the other and begin anew when they have ordered, until time is up. */
async function measureVisits({ shop }: Stage): Promise<Figure[]> {
  const timings = emptyTimings()
  const endsAt = performance.now() + rampMs + runMs
  let ordersCount = 0
  const visitor = async (_: unknown, index: number): Promise<void> => {
    const draw = drawFrom(index + 1)
    await new Promise((resolve) => setTimeout(resolve, (rampMs / visitors) * index))
    // What is still under way when time is up comes to its end without pauses.
    const thinkMs = (): number => (performance.now() > endsAt ? 0 : 500 + draw() * 3000)
    while (performance.now() < endsAt) if (await shopOnce({ shop, timings, thinkMs, draw }, itemsMax)) ordersCount += 1
  }
  await Promise.all(Array.from({ length: visitors }, visitor))
  return [
    ...steps.flatMap((step) => stepFigures(step, timings)),
    { name: 'orders placed', unit: 'orders', value: ordersCount, limit: 1, aim: 1 },
  ]
}

const stepFigures = (step: Step, timings: Timings): Figure[] => {
  const figure = { unit: 'ms', limit: stepMsMax, isLatency: true }
  return [
    { ...figure, name: `${step} p95, ${timings[step].length} times`, value: percentile(timings[step], 0.95), aim: 1 },
    { ...figure, name: `${step} p50`, value: median(timings[step]), aim: 0 },
  ]
}

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0

const gatheringReaders = 100

/** A hundred readers of a page nobody has asked for yet: it is rendered once, and all wait for that one. */
async function measureGathering({ shop }: Stage): Promise<Figure[]> {
  const rendersOf = async (): Promise<number> =>
    Number(/^etal_page_renders_total (\d+)$/m.exec(await (await fetch(`${shop}/metrics`)).text())?.[1])
  const before = await rendersOf()
  await Promise.all(
    Array.from({ length: gatheringReaders }, async () => (await fetch(`${shop}/disques?decade=1960`)).text()),
  )
  const rendersCount = (await rendersOf()) - before
  return [
    {
      name: `pages rendered for ${gatheringReaders} readers who come together`,
      unit: 'pages',
      value: rendersCount,
      limit: 1,
      aim: 1,
      isLatency: true,
    },
  ]
}

/** Of list and product page; a cart keeps its reader away from the cache. */
const aims = { cached: 0.5, rendered: 0.002 } as const

async function measurePages(stage: Stage, folder: string): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [name, path] of Object.entries(await pagePathsOf(stage))) {
    const html = await (await fetch(stage.shop + path)).text()
    await stage.serve(html)
    const limit = await shoot(stage.plain)
    const shots = {
      cached: await shoot(stage.shop + path),
      rendered: await shoot(stage.shop + path, { cookie: someCart }),
    }
    for (const kind of ['cached', 'rendered'] as const) {
      const rate = { unit: 'requests/s', value: shots[kind].perSecond, limit: limit.perSecond, aim: aims[kind] }
      figures.push({ ...rate, name: `${name} ${kind}, next to a ready buffer from plain Node` })
    }
    const file = await shootFile(folder, html)
    const beside = {
      name: `${name} cached, next to a file from nginx`,
      unit: 'requests/s',
      value: shots.cached.perSecond,
    }
    if (file) figures.push({ ...beside, limit: file.perSecond, aim: 0 })
  }
  return figures
}

async function pagePathsOf({
  shop,
}: Stage): Promise<Record<'home' | 'list' | 'filtered list' | 'search' | 'product' | 'artist', string>> {
  const html = await (await fetch(`${shop}/disques?medium=vinyl`)).text()
  const first = (pattern: RegExp): string => pattern.exec(html)?.[1] ?? '/'
  return {
    home: '/',
    list: '/disques',
    'filtered list': '/disques?genre=Jazz&medium=vinyl',
    search: '/disques?q=blue+river',
    product: first(/href="(\/disque\/[^"?]+)/),
    artist: first(/href="(\/artiste\/[^"?]+)/),
  }
}

async function weighPages(stage: Stage): Promise<Figure[]> {
  const scales = await openScales()
  if (!scales) return []
  const figures: Figure[] = []
  const { home, list, search, product, artist } = await pagePathsOf(stage)
  const cookie = await cookieWith(stage.shop, product)
  for (const [name, path, ofBuyer] of [
    ['home', home],
    ['list', list],
    ['search', search],
    ['product', product],
    ['artist', artist],
    ['cart', '/panier', cookie],
    ['checkout', '/commander', cookie],
  ] as const)
    figures.push(...weightFigures(name, await scales.weigh(stage.shop + path, ofBuyer)))
  await scales.close()
  return figures
}

function weightFigures(name: string, page: PageWeight): Figure[] {
  const bytes = (what: string, value: number, limit = value): Figure => ({
    ...{ name: `${name}: ${what}`, unit: 'bytes', value, limit },
    ...{ isLatency: true, aim: 1 },
  })
  const less = { isLatency: true, aim: 1 }
  return [
    bytes('JavaScript, gzip', page.scriptBytes, scriptBytesMax),
    bytes('style sheets, gzip', page.styleBytes),
    bytes('HTML, gzip', page.htmlBytes),
    bytes('everything, first visit', page.totalBytes),
    { ...less, name: `${name}: ${lcpWords}`, unit: 'ms', value: page.lcpMs, limit: vitals.lcpMs },
    {
      ...less,
      name: `${name}: layout shift, phone`,
      unit: 'shift',
      value: Math.max(page.cls, 0.001),
      limit: vitals.cls,
    },
  ]
}

const lcpWords = 'largest contentful paint, phone, 4× slower'
