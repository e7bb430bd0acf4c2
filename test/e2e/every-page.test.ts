import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { findPage, type Lang, langs } from '#platform/i18n'
import { planTour, type TourPlan } from '#support/every-page'
import { googleFaults, metaFaults, rssFaults } from '#support/validators/feeds'
import { htmlFaults } from '#support/validators/html'
import { jsonLdFaults } from '#support/validators/json-ld'
import { sitemapFaults } from '#support/validators/sitemap'
import { executablePath, useShopFront } from './shop-front.ts'

/** Every page of the shop in every language: read by axe and by validators, and followed along its links. */
const front = useShopFront()
const inBrowser = test.skipIf(!executablePath)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** A limit for a busy machine, not a measure: all of this takes a minute. */
const manyPages = { timeout: 480_000 } as const

type Answer = {
  readonly status: number
  readonly type: string
  readonly location: string | null
  readonly text: string
}
type Shown = { readonly path: string; readonly status: number; readonly text: string }

let plan: TourPlan
/** What was asked for once is not asked for again: nothing here changes the shop. */
const answers = new Map<string, Promise<Answer>>()
const pages = new Map<string, readonly Shown[]>()

beforeAll(async () => {
  plan = await planTour(front)
  for (const lang of langs) pages.set(lang, await pagesOf(lang))
}, 240_000)

test('every page has an address to visit: test/support/every-page.ts knows one of each', () => {
  expect(plan.unknown).toEqual([])
})

function read(path: string): Promise<Answer> {
  const known = answers.get(path) ?? ask(path)
  answers.set(path, known)
  return known
}

/** Each time on a connection of its own: one that waits while the validator has the processor is closed under our hands. */
async function ask(path: string, cookie = ''): Promise<Answer> {
  const headers = { accept: 'text/html', connection: 'close', cookie }
  const answer = await fetch(new URL(path, front.address), { redirect: 'manual', headers })
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    location: answer.headers.get('location'),
    text: await answer.text(),
  }
}

/** Addresses that only take forms send a reader on; files for machines have validators of their own. */
async function pagesOf(lang: Lang): Promise<Shown[]> {
  const shown: Shown[] = []
  for (const path of plan.tour[lang] ?? []) {
    const { status, type, text } = await read(path)
    expect(status, path).toBeLessThan(500)
    if ((status < 300 || status >= 400) && type.startsWith('text/html')) shown.push({ path, status, text })
  }
  return shown
}

/** The same for somebody who is known here. */
async function personalPagesOf(lang: Lang): Promise<Shown[]> {
  const cookie = Object.entries(plan.cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
  const shown: Shown[] = []
  for (const path of plan.personal[lang] ?? []) {
    const { status, text } = await ask(path, cookie)
    expect(status, path).toBe(200)
    shown.push({ path, status, text })
  }
  return shown
}

/** All rules of WCAG 2.1 A and AA, whatever axe thinks of their weight. */
const axeFaults = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { violations } = await Reflect.get(globalThis, 'axe').run(document, {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
    })
    return violations.map(
      ({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`,
    )
  })

const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const

/** What axe says on one size, and whether the page fits a phone. */
async function looksOf(page: Page, path: string, size: keyof typeof sizes): Promise<string[]> {
  await page.setViewportSize(sizes[size])
  await page.goto(path)
  const faults = await axeFaults(page)
  await page.setViewportSize(sizes.phone)
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return [...faults, ...(width > 0 ? [`is ${width} px wider than the screen`] : [])].map((fault) => `${path} ${fault}`)
}

/** A template says the same in each language: one is read by axe on a phone, the other at a desk, and both must fit a phone. */
inBrowser.for([
  { lang: 'fr', size: 'desktop' },
  { lang: 'en', size: 'phone' },
] as const)(
  'axe finds no violation on any page, and every page fits a phone ($lang, $size)',
  manyPages,
  async ({ lang, size }) => {
    const page = await front.visit()
    await page.context().addInitScript(axe)
    const faults: string[] = []
    for (const { path } of pages.get(lang) ?? []) faults.push(...(await looksOf(page, path, size)))
    const { cookies } = plan
    await page
      .context()
      .addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: front.address })))
    for (const path of plan.personal[lang] ?? []) faults.push(...(await looksOf(page, path, size)))
    expect(faults).toEqual([])
  },
)

const attribute = (html: string, pattern: RegExp): string | undefined => pattern.exec(html)?.[1]

test.for(langs)(
  'pages name their canonical address and each other’s language, both ways (%s)',
  manyPages,
  async (lang) => {
    for (const { path, text } of pages.get(lang) ?? []) {
      const isIndexed = !/<meta name="robots" content="noindex"/.test(text)
      const canonical = attribute(text, /<link rel="canonical" href="([^"]+)"/)
      if (!isIndexed) expect(canonical, path).toBeUndefined()
      else expect(canonical, path).toMatch(/^https?:\/\//)
      for (const [, otherLang = '', href = ''] of text.matchAll(/hreflang="(fr|en)" href="([^"]+)"/g)) {
        if (!href.startsWith('http')) continue
        const other = await read(new URL(href).pathname + new URL(href).search.replaceAll('&amp;', '&'))
        expect(
          [other.status, other.text.includes(`hreflang="${lang}" href="${canonical}"`)],
          `${path} in ${otherLang}`,
        ).toEqual([200, true])
      }
      const picture = attribute(text, /<meta property="og:image" content="([^"]+)"/)
      if (picture) expect((await read(new URL(picture).pathname)).type, picture).toBe('image/jpeg')
    }
  },
)

const perPageMax = 6
const hopsMax = 2

/** The shop's own addresses a page names in links, pictures, styles and scripts; what a form sends to is not for reading. */
const linksOf = (html: string): string[] =>
  [...html.matchAll(/\b(?:href|src)="(\/(?!\/)[^"#]*)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))

/** A page that is not there, or no more, is not there in the other language either. */
const ownLinksOf = ({ status, text }: Shown): string[] =>
  linksOf(status < 400 ? text : text.replaceAll(/<a [^>]*hreflang=[^>]*>/g, ''))

/** Where an address leads in the end, or what is wrong with it. */
async function follow(path: string): Promise<{ fault?: string; links: readonly string[] }> {
  let answer = await read(path)
  for (let hops = 0; answer.location !== null; hops += 1) {
    if (hops === hopsMax) return { fault: `${path} is sent on more than ${hopsMax} times`, links: [] }
    answer = await read(answer.location)
  }
  if (answer.status >= 400) return { fault: `${path}: ${answer.status}`, links: [] }
  return { links: answer.type.startsWith('text/html') ? linksOf(answer.text) : [] }
}

/** Enough of each kind of page: all products are one template. */
const kindOf = (path: string): string =>
  `${findPage(path.split('?')[0] ?? '')?.page ?? path.split('/')[1]} ${path.includes('?')} ${path.startsWith('/en')}`

test('no link leads nowhere or round in circles', manyPages, async () => {
  const waiting = [...pages.values()].flatMap((shown) => shown.flatMap(ownLinksOf))
  const seen = new Set<string>()
  const counts = new Map<string, number>()
  const faults: string[] = []
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (seen.has(path)) continue
    seen.add(path)
    const count = (counts.get(kindOf(path)) ?? 0) + 1
    counts.set(kindOf(path), count)
    if (count > perPageMax) continue
    const { fault, links } = await follow(path)
    if (fault) faults.push(fault)
    waiting.push(...links)
  }
  expect(seen.size).toBeGreaterThan(100)
  expect(faults).toEqual([])
})

test('sitemaps, feeds and news obey their formats', manyPages, async () => {
  const index = (await read('/sitemap.xml')).text
  expect(sitemapFaults(index)).toEqual([])
  for (const [, loc = ''] of index.matchAll(/<loc>([^<]+)<\/loc>/g))
    expect(sitemapFaults((await read(new URL(loc).pathname)).text), loc).toEqual([])
  for (const lang of langs) {
    expect(googleFaults((await read(`/feeds/google.xml?lang=${lang}`)).text)).toEqual([])
    expect(metaFaults((await read(`/feeds/meta.csv?lang=${lang}`)).text)).toEqual([])
    expect(rssFaults((await read(`/feeds/new.xml?lang=${lang}`)).text)).toEqual([])
  }
})

/** Last: the validator keeps the processor for seconds, and whoever asks the shop meanwhile would wait. */
test.for(langs)('pages are valid HTML with valid structured data (%s)', manyPages, async (lang) => {
  const faults: string[] = []
  for (const { path, text } of [...(pages.get(lang) ?? []), ...(await personalPagesOf(lang))])
    faults.push(...[...(await htmlFaults(text)), ...jsonLdFaults(text)].map((fault) => `${path} ${fault}`))
  expect(faults).toEqual([])
})
