import { gzipSync } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'
import { chromiumArgs, findChromium } from '#support/chromium'
import { median } from './figure.ts'

/** What a page costs its reader: bytes as they travel, and how it comes up on a phone four times slower than this machine. */
export type PageWeight = {
  readonly scriptBytes: number
  readonly styleBytes: number
  readonly htmlBytes: number
  readonly totalBytes: number
  readonly lcpMs: number
  readonly cls: number
}

export type Scales = { weigh(url: string, cookie?: string): Promise<PageWeight>; close(): Promise<void> }

const cpuSlowdown = 4
const phone = { width: 390, height: 844 }
const visits = 3

/** Undefined without a Chromium. */
export async function openScales(): Promise<Scales | undefined> {
  const executablePath = await findChromium()
  if (!executablePath) return undefined
  const browser = await chromium.launch({ executablePath, args: [...chromiumArgs] })
  return { weigh: (url, cookie) => weighOften(browser, url, cookie), close: () => browser.close() }
}

/** Bytes are always the same; of the times the one in the middle, of the shifts the worst. */
async function weighOften(browser: Browser, url: string, cookie?: string): Promise<PageWeight> {
  const weights: PageWeight[] = []
  for (let visit = 0; visit < visits; visit += 1) weights.push(await weigh(browser, url, cookie))
  const [first] = weights
  if (!first) throw new Error('a page is weighed at least once')
  const lcpMs = median(weights.map((weight) => weight.lcpMs))
  return { ...first, lcpMs, cls: Math.max(...weights.map(({ cls }) => cls)) }
}

async function weigh(browser: Browser, url: string, cookie?: string): Promise<PageWeight> {
  const extraHTTPHeaders = cookie === undefined ? {} : { cookie }
  const context = await browser.newContext({ viewport: phone, deviceScaleFactor: 2, extraHTTPHeaders })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown })
  const bytes = { script: 0, stylesheet: 0, document: 0, other: 0 }
  const bodies: Promise<void>[] = []
  page.on('response', (response) => {
    const type = response.request().resourceType()
    const kind = type === 'script' || type === 'stylesheet' || type === 'document' ? type : 'other'
    const isText = kind !== 'other'
    bodies.push(
      response.body().then(
        (body) => {
          bytes[kind] += isText ? gzipSync(body).length : body.length
        },
        () => undefined,
      ),
    )
  })
  await page.addInitScript(watchPaints)
  await page.goto(url, { waitUntil: 'networkidle' })
  // A busy machine may have fetched everything before the first paint is told.
  await page.waitForFunction(() => Reflect.get(globalThis, 'paints').lcpMs > 0)
  const paints = await page.evaluate(() => Reflect.get(globalThis, 'paints'))
  await Promise.all(bodies)
  await context.close()
  const { script, stylesheet, document, other } = bytes
  return {
    scriptBytes: script,
    styleBytes: stylesheet,
    htmlBytes: document,
    totalBytes: script + stylesheet + document + other,
    lcpMs: paints.lcpMs,
    cls: paints.cls,
  }
}

/** Runs in the page, before anything of it. */
function watchPaints(): void {
  const paints = { lcpMs: 0, cls: 0 }
  Reflect.set(globalThis, 'paints', paints)
  const watch = (type: string, take: (entry: PerformanceEntry) => void): void =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
  watch('largest-contentful-paint', ({ startTime }) => {
    paints.lcpMs = startTime
  })
  watch('layout-shift', (entry) => {
    if (!Reflect.get(entry, 'hadRecentInput')) paints.cls += Number(Reflect.get(entry, 'value'))
  })
}
