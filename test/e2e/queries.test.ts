import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '#app/app'
import { connectMigrated } from '#app/connect'
import { listenForPurges } from '#app/shop'
import { createWeb, type Web } from '#app/web'
import { createPromotion, movePromotion } from '#modules/promotions'
import { rebuildShelf } from '#modules/storefront'
import { readConfig } from '#platform/config'
import { silentLog } from '#platform/log'
import { aCart, aCopy } from '#support/makers'
import { scratchFolder } from '#support/scratch'

/**
 * How many statements a page may send while an offer runs. A page asks for each thing once; one that needs more has begun to ask
 * twice, or once per line. What every page says is in memory by then, the page itself is not. Lowering a number is welcome.
 */
const anonymousPages = {
  '/': 6,
  '/disques': 4,
  '/disques?genre=Jazz&medium=vinyl': 4,
  '/disques?q=blue': 4,
  '/disque/les-jumeaux-blue': 8,
  '/artiste/les-jumeaux': 7,
} as const
const buyersPages = { '/panier': 12, '/commander': 34 } as const

let statementsCount = 0
const counting: KyselyPlugin = {
  transformQuery: ({ node }) => {
    statementsCount += 1
    return node
  },
  transformResult: async ({ result }) => result,
}

let web: Web
let cookie = ''
const closers: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const scratch = await scratchFolder('queries')
  closers.push(() => scratch.remove())
  const config = readConfig({ ETAL_DATA_DIR: scratch.folder, ETAL_SECRET: 'a-secret-for-tests-that-is-long-enough' })
  const { database, close } = await connectMigrated({ config, log: silentLog })
  closers.push(close)
  const app = createApp({ config, database: { ...database, db: database.db.withPlugin(counting) }, log: silentLog })
  const cx = app.newCx()
  const facts = { artist: 'Les Jumeaux', label: 'Deux', genres: ['Jazz'] }
  for (const title of ['Blue', 'Blue River', 'Green']) await aCopy(cx, { product: { ...facts, title } })
  const lent = await aCopy(cx, { product: { ...facts, title: 'Red' } })
  await rebuildShelf(cx)
  await movePromotion(cx, await createPromotion(cx, tenPercentOff), 'active')
  cookie = `etal_cart=${await aCart(cx, [lent.variantId])}`
  // No worker: whatever is counted, a page has asked.
  web = createWeb(app)
  closers.push(await listenForPurges(app, web))
}, 180_000)
afterAll(async () => {
  for (const close of closers.toReversed()) await close()
})

const tenPercentOff = {
  names: { fr: 'Dix pour cent', en: 'Ten percent' },
  effect: { kind: 'percent', basisPoints: 1000 },
  stacking: 'best',
} as const

async function countOnce(path: string, headers: Record<string, string>): Promise<number> {
  web.pageCache.clear()
  statementsCount = 0
  const answer = await web.server.request(path, { headers: { accept: 'text/html', ...headers } })
  expect([answer.status, (await answer.text()).length > 1000]).toEqual([200, true])
  return statementsCount
}

/** Once what every page says is in memory; a slow machine may have forgotten it between two of the openings. */
async function statementsOf(path: string, headers: Record<string, string> = {}): Promise<number> {
  const counts: number[] = []
  for (let opening = 0; opening < 3; opening += 1) counts.push(await countOnce(path, headers))
  return Math.min(...counts)
}

test.each(Object.entries(anonymousPages))('%s asks the database %i times at most', async (path, most) => {
  const count = await statementsOf(path)
  expect(count).toBeGreaterThan(0)
  expect(count).toBeLessThanOrEqual(most)
})

test.each(Object.entries(buyersPages))('%s of somebody with a cart asks %i times at most', async (path, most) => {
  expect(await statementsOf(path, { cookie })).toBeLessThanOrEqual(most)
})
