import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BenchRun, type Figure, type Line, lineOf, median } from './support/figure.ts'
import { openScales, type PageWeight } from './support/page-weight.ts'
import { cookieWith, drawFrom, emptyTimings, type Step, shopOnce, steps } from './support/shopper.ts'
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
/** Nobody publishes figures of this scenario. This is what a buyer feels as at once; a busy machine may miss it. */
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

/**
 * Fifty visitors who come one after the other and begin anew when they have ordered, until time is up. Beside them somebody
 * asks the same process for ready bytes: that is how long a buyer waits who asks for no work at all.
 */
async function measureVisits({ shop, plain }: Stage): Promise<Figure[]> {
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
  const [readyMs] = await Promise.all([readReady(plain, endsAt), ...Array.from({ length: visitors }, visitor)])
  return [
    ...steps.flatMap((step) => stepFigures(step, timings[step], readyMs)),
    { name: 'orders placed', unit: 'orders', value: ordersCount, limit: 1, aim: 1 },
  ]
}

const readEveryMs = 500

async function readReady(address: string, endsAt: number): Promise<number[]> {
  const tookMs: number[] = []
  while (performance.now() < endsAt) {
    const startedAt = performance.now()
    await (await fetch(address)).text()
    tookMs.push(performance.now() - startedAt)
    await new Promise((resolve) => setTimeout(resolve, readEveryMs))
  }
  return tookMs
}

const stepFigures = (step: Step, tookMs: readonly number[], readyMs: readonly number[]): Figure[] => {
  const p95 = { unit: 'ms', value: percentile(tookMs, 0.95), isLatency: true, aim: 0 }
  return [
    { ...p95, name: `${step} p95, ${tookMs.length} times, next to ready bytes`, limit: percentile(readyMs, 0.95) },
    { ...p95, name: `${step} p95, next to what feels at once`, limit: stepMsMax },
    { ...p95, name: `${step} p50, next to ready bytes`, value: median(tookMs), limit: median(readyMs) },
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

/** What no page can be faster than: one line, no style, in the same browser on the same busy machine. */
const barePage = '<!doctype html><html lang="fr"><title>Étal</title><h1>Étal</h1>'

async function weighPages(stage: Stage): Promise<Figure[]> {
  const scales = await openScales()
  if (!scales) return []
  const figures: Figure[] = []
  await stage.serve(barePage)
  const bare = await scales.weigh(stage.plain)
  for (const [name, path, cookie] of await weighedPaths(stage))
    figures.push(...weightFigures(name, await scales.weigh(stage.shop + path, cookie), bare))
  await scales.close()
  return figures
}

/** The demo's dearest vinyl first: these have photos. */
const photographed = '/disques?medium=vinyl&sort=price-down'

async function weighedPaths(stage: Stage): Promise<(readonly [name: string, path: string, cookie?: string])[]> {
  const { artist } = await pagePathsOf(stage)
  const html = await (await fetch(stage.shop + photographed)).text()
  const product = /<img.*?href="(\/disque\/[^"?]+)/s.exec(html)?.[1] ?? '/'
  const cookie = await cookieWith(stage.shop, product)
  return [
    ['home', '/'],
    ['list', photographed],
    ['search', '/disques?q=blue'],
    ['product', product],
    ['artist', artist],
    ['cart', '/panier', cookie],
    ['checkout', '/commander', cookie],
  ]
}

function weightFigures(name: string, page: PageWeight, bare: PageWeight): Figure[] {
  const figure = { isLatency: true, aim: 1 }
  const bytes = (what: string, value: number, limit = value): Figure => ({
    ...figure,
    ...{ name: `${name}: ${what}`, unit: 'bytes', value, limit },
  })
  const lcp = { ...figure, unit: 'ms', value: page.lcpMs }
  return [
    bytes('JavaScript, gzip', page.scriptBytes, scriptBytesMax),
    bytes('style sheets, gzip', page.styleBytes),
    bytes('HTML, gzip', page.htmlBytes),
    bytes('everything, first visit', page.totalBytes),
    { ...lcp, name: `${name}: ${lcpWords}, next to what is good`, limit: vitals.lcpMs, aim: 0 },
    { ...lcp, name: `${name}: ${lcpWords}, next to a page of one line`, limit: bare.lcpMs, aim: lcpAim },
    { ...figure, name: `${name}: ${clsWords}`, unit: 'shift', value: Math.max(page.cls, clsNone), limit: vitals.cls },
  ]
}

/** A page with fonts and pictures comes up in a few times the time of one line. */
const lcpAim = 0.2
const clsNone = 0.001
const clsWords = `layout shift, phone (${clsNone}: none)`
const lcpWords = 'largest contentful paint, phone, 4× slower'
