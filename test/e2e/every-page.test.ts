import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { findPage, langs } from '#platform/i18n'
import { planTour, type Tour } from '#support/every-page'
import { googleFaults, metaFaults, rssFaults } from '#support/validators/feeds'
import { htmlFaults } from '#support/validators/html'
import { jsonLdFaults } from '#support/validators/json-ld'
import { sitemapFaults } from '#support/validators/sitemap'
import { executablePath, useShopFront } from './shop-front.ts'

/** Every page of the shop in every language: read by axe on both sizes, by validators, and followed along its links. */
const front = useShopFront()
/** Takes longer than the rest of the suite together: asked for by name, `ETAL_EVERY_PAGE=on npm test -- test/e2e/every-page.test.ts`. */
const isAsked = process.env.ETAL_EVERY_PAGE === 'on'
const visit = test.skipIf(!isAsked)
const inBrowser = test.skipIf(!isAsked || !executablePath)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** A limit for a busy machine, not a measure. */
const manyPages = { timeout: 480_000 } as const

let tour: Tour
let unknown: readonly string[]
beforeAll(async () => {
  const planned = await planTour(front)
  tour = planned.tour
  unknown = planned.unknown
}, 180_000)

visit('every page has an address to visit: test/support/every-page.ts knows one of each', () => {
  expect(unknown).toEqual([])
})

const read = async (path: string) => {
  const answer = await fetch(new URL(path, front.address), { redirect: 'manual', headers: { accept: 'text/html' } })
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    location: answer.headers.get('location'),
    text: await answer.text(),
  }
}

/** Addresses that only take forms send a reader on; files for machines have validators of their own. */
async function pagesOf(lang: keyof Tour): Promise<{ path: string; text: string }[]> {
  const pages: { path: string; text: string }[] = []
  for (const path of tour[lang] ?? []) {
    const { status, type, text } = await read(path)
    expect(status, path).toBeLessThan(500)
    if ((status < 300 || status >= 400) && type.startsWith('text/html')) pages.push({ path, text })
  }
  return pages
}

/** All rules of WCAG 2.1 A and AA, whatever axe thinks of their weight. */
async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await Reflect.get(globalThis, 'axe').run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
    })
    return violations.map(
      ({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`,
    )
  })
}

const looks = langs.flatMap((lang) => [false, true].map((isPhone) => ({ lang, isPhone })))

inBrowser.for(looks)(
  'axe finds no violation on any page ($lang, on a phone: $isPhone)',
  manyPages,
  async ({ lang, isPhone }) => {
    const page = await front.visit({ isPhone })
    const faults: string[] = []
    for (const { path } of await pagesOf(lang)) {
      await page.goto(path)
      faults.push(...(await axeFaults(page)).map((fault) => `${path} ${fault}`))
      const width = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      if (width > 0) faults.push(`${path} is ${width} px wider than the screen`)
    }
    expect(faults).toEqual([])
  },
)

visit.for(langs)('pages are valid HTML with valid structured data (%s)', manyPages, async (lang) => {
  const faults: string[] = []
  for (const { path, text } of await pagesOf(lang))
    faults.push(...[...(await htmlFaults(text)), ...jsonLdFaults(text)].map((fault) => `${path} ${fault}`))
  expect(faults).toEqual([])
})

const attribute = (html: string, pattern: RegExp): string | undefined => pattern.exec(html)?.[1]

visit.for(langs)(
  'pages name their canonical address and each other’s language, both ways (%s)',
  manyPages,
  async (lang) => {
    for (const { path, text } of await pagesOf(lang)) {
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
      if (picture)
        expect(
          (await fetch(new URL(new URL(picture).pathname, front.address))).headers.get('content-type'),
          picture,
        ).toBe('image/jpeg')
    }
  },
)

const perPageMax = 25
const hopsMax = 2

/** The shop's own addresses a page names in links, pictures, styles and scripts. */
const linksOf = (html: string): string[] =>
  [...html.matchAll(/\b(?:href|src|action)="(\/(?!\/)[^"#]*)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))

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

visit('no link leads nowhere or round in circles', manyPages, async () => {
  const waiting = Object.values(tour).flatMap((paths) => paths.filter((path) => !/nulle-part|nowhere/.test(path)))
  const seen = new Set(waiting)
  const counts = new Map<string, number>()
  const faults: string[] = []
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const count = (counts.get(kindOf(path)) ?? 0) + 1
    counts.set(kindOf(path), count)
    if (count > perPageMax) continue
    const { fault, links } = await follow(path)
    if (fault) faults.push(fault)
    waiting.push(...links.filter((link) => !seen.has(link)))
    for (const link of links) seen.add(link)
  }
  expect(faults).toEqual([])
})

visit('sitemaps, feeds and news obey their formats', manyPages, async () => {
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
