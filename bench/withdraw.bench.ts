import { setTimeout as pause } from 'node:timers/promises'
import type { AccountId, VariantId } from '#kernel/ids'
import { connectAccount } from '#modules/channels'
import { placeApiOrder } from '#modules/orders'
import { setListPrices } from '#modules/pricing'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { createSandbox } from '#sandbox/server'
import { everyMarket } from '#support/every-market'
import { anAddress, manyCopies } from '#support/makers'
import { listenAnywhere, openWholeShop } from '#support/whole-shop'
import { type BenchRun, type Line, lineOf } from './support/figure.ts'

/**
 * `npm run bench -- withdraw [SALES]`: copies are sold in the own shop while 500 price edits wait for every marketplace;
 * how long until each has accepted the withdrawal? The whole product and all stand-ins over real HTTP, 40 ms away; Discogs
 * within its 60 requests a minute, Mirakl with its one stock file a minute.
 *
 * The limit is what the vendor's own lane would allow in the same run if it had nothing else to do: the wait for the turn
 * of its operation, and the time it took to answer. The aim: 95 % within 5 s, 99 % within 15 s, or so much later than a
 * lane allows that is slower than that.
 */
const salesUsual = 40
const copiesCount = 500
const productsCount = 20
/** The slowest shop platform takes minutes for all; what is still to be published there waits with the edits. */
const shownEnough = 80
const betweenSalesMs = 3_000
const sandboxLatencyMs = 40
const targetMs = { p50: 5_000, p95: 5_000, p99: 15_000 } as const
const shares = { p50: 0.5, p95: 0.95, p99: 0.99 } as const

type Street = { readonly cx: Cx; readonly accounts: readonly Account[]; readonly variantIds: readonly VariantId[] }
type Account = {
  readonly name: string
  readonly id: AccountId
  /** How often withdrawals have their turn there; 0 where every request is one. */
  readonly turnMs: number
}

export const run: BenchRun = async (print, scale) => {
  const sales = scale ?? salesUsual
  const sandbox = createSandbox({ store: ':memory:', now: () => new Date(), latencyMs: sandboxLatencyMs })
  const markets = await listenAnywhere(sandbox.fetch)
  const street: { cx?: Cx; accounts: Account[]; variantIds: VariantId[] } = { accounts: [], variantIds: [] }
  const shop = await openWholeShop({
    connectors: Object.fromEntries(
      everyMarket.map(({ name, maker }) => [name, maker(createHttpClient({ system: name, log: silentLog }))]),
    ),
    fill: async (cx) => {
      street.variantIds = await manyCopies(cx, copiesCount, productsCount)
      for (const seat of everyMarket)
        street.accounts.push(await connect(cx, seat.name, `http://127.0.0.1:${markets.port}`))
    },
  })
  try {
    await measure({ ...street, cx: shop.cx }, { sales, print })
  } finally {
    await shop.close()
    await markets.close()
    sandbox.close()
  }
}

async function connect(cx: Cx, name: string, address: string): Promise<Account> {
  const seat = everyMarket.find((one) => one.name === name)
  const maker = cx.outside.connectors[name]
  if (!seat || !maker) throw new Error(`${name} can be connected`)
  const { settings, credentials } = seat
  const id = await connectAccount(cx, { channel: name, label: name, settings: settings(address), credentials })
  const { operations, withdrawsBy } = maker.limits
  const perMinute = withdrawsBy === undefined ? undefined : operations?.[withdrawsBy]?.perMinute
  return { name, id, turnMs: perMinute === undefined ? 0 : 60_000 / perMinute }
}

type Run = { readonly sales: number; readonly print: (line: Line) => void }

async function measure(street: Street, { sales, print }: Run): Promise<void> {
  const { cx, accounts, variantIds } = street
  let everywhere: VariantId[] = []
  await until(900_000, async () => {
    await letBudgetsOverflow(cx, accounts)
    everywhere = await shownEverywhere(cx, accounts.length)
    return everywhere.length >= Math.min(copiesCount, shownEnough + sales)
  })
  process.stderr.write(`${everywhere.length} copies stand on all of ${accounts.length} marketplaces\n`)
  // stand-ins that count a minute back have counted the filling
  await pause(65_000)
  const edits = variantIds.map((variantId) => ({ variantId, priceMinor: 3900, reason: 'bench' }))
  await setListPrices(cx, edits)
  const sold: VariantId[] = []
  const soldAt: number[] = []
  for (const variantId of everywhere.slice(0, sales)) {
    soldAt.push(Date.now())
    await sellHere(cx, variantId)
    sold.push(variantId)
    await pause(betweenSalesMs)
  }
  await until(180_000, async () => (await withdrawn(cx, sold)) === accounts.length * sales)
  for (const account of accounts) await report(cx, account, { sold, soldAt, print })
  await tellHops(cx, { accounts, sold })
}

/** Filling the shelves is not what is measured: stand-ins that count nothing themselves are filled at once. */
const letBudgetsOverflow = (cx: Cx, accounts: readonly Account[]) => {
  const keys = accounts.filter(({ name }) => !countsItself.has(name)).map(({ id }) => `channel:${id}`)
  return sql`update rate_budgets set tokens = 1000 where key = any(${keys}::text[])`.execute(cx.db)
}
const countsItself = new Set(['discogs', 'ebay', 'mirakl', 'prestashop'])

async function shownEverywhere(cx: Cx, accountsCount: number): Promise<VariantId[]> {
  const { rows } = await sql<{ variantId: VariantId }>`
    select variant_id from listings where state = 'live' group by 1 having count(*) = ${accountsCount}`.execute(cx.db)
  return rows.map(({ variantId }) => variantId)
}

const withdrawn = async (cx: Cx, sold: readonly VariantId[]): Promise<number> =>
  countOf(
    await sql<{ count: number }>`
      select count(*)::int as count from listings where state = 'withdrawn' and variant_id = any(${sold}::uuid[])`.execute(
      cx.db,
    ),
  )

const countOf = ({ rows }: { rows: readonly { count: number }[] }): number => rows[0]?.count ?? 0

const sellHere = (cx: Cx, variantId: VariantId) =>
  placeApiOrder(cx, {
    lang: 'fr',
    buyer: { name: anAddress.name },
    address: anAddress,
    lines: [{ variantId, quantity: 1 }],
    deliveryMethod: 'pickup',
    deliveryMinor: 0,
    isPaid: true,
  })

type Sales = {
  readonly sold: readonly VariantId[]
  readonly soldAt: readonly number[]
  readonly print: (line: Line) => void
}

async function report(cx: Cx, account: Account, { sold, soldAt, print }: Sales): Promise<void> {
  const { rows } = await sql<{ latencyMs: number; answerMs: number | null }>`
    select distinct on (l.id) (e.data ->> 'latencyMs')::int as latency_ms, (e.data ->> 'answerMs')::int as answer_ms
    from listing_events e join listings l on l.id = e.listing_id
    where l.account_id = ${account.id} and l.variant_id = any(${sold}::uuid[]) and e.what = 'withdrawn'
    order by l.id, e.id`.execute(cx.db)
  const latencies = rows.map(({ latencyMs }) => latencyMs)
  const answerMs = percentile(
    rows.map((row) => row.answerMs ?? 0),
    0.5,
  )
  const ideal = idealWaits(soldAt, account.turnMs).map((waitMs) => waitMs + answerMs)
  for (const [name, share] of Object.entries(shares)) {
    const limit = percentile(ideal, share)
    const target = targetMs[name === 'p99' ? 'p99' : 'p95']
    const allowed = limit > target ? limit + target : target
    const aim = Math.floor((limit / allowed) * 1000) / 1000
    const value = percentile(latencies, share)
    print(lineOf('withdraw', { name: `${account.name} ${name}`, value, unit: 'ms', limit, aim, isLatency: true }))
  }
}

/**
 * Where the time went, on standard error: until our own modules had heard of the sale, until the request went out, until
 * its answer was written down. The slowest sale of each channel is named by its turn in the run.
 */
async function tellHops(
  cx: Cx,
  { accounts, sold }: { accounts: readonly Account[]; sold: readonly VariantId[] },
): Promise<void> {
  const { rows } = await sql<{
    accountId: string
    variantId: VariantId
    heardMs: number
    sentMs: number
    doneMs: number
  }>`
    select distinct on (l.id) l.account_id, l.variant_id,
      round(extract(epoch from o.dispatched_at - o.occurred_at) * 1000)::int as heard_ms,
      round(extract(epoch from e.at - o.occurred_at) * 1000)::int - coalesce((e.data ->> 'answerMs')::int, 0) as sent_ms,
      round(extract(epoch from e.at - o.occurred_at) * 1000)::int as done_ms
    from listing_events e join listings l on l.id = e.listing_id
    join outbox o on o.type = 'stock.availability-changed' and o.payload -> 'variantIds' ? l.variant_id::text and o.occurred_at <= e.at
    where l.variant_id = any(${sold}::uuid[]) and e.what = 'withdrawn' order by l.id, e.id, o.id desc`.execute(cx.db)
  for (const { name, id } of accounts) {
    const own = rows.filter(({ accountId }) => accountId === id)
    const words = (['heardMs', 'sentMs', 'doneMs'] as const).map((hop) => {
      const values = own.map((row) => row[hop])
      return `${hop} ${Object.values(shares)
        .map((share) => percentile(values, share))
        .join(' / ')}`
    })
    const slowest = own.toSorted((a, b) => b.doneMs - a.doneMs)[0]
    const turn = slowest ? sold.indexOf(slowest.variantId) + 1 : 0
    process.stderr.write(`${name}: ${words.join(', ')}; slowest: sale ${turn} ${JSON.stringify(slowest)}\n`)
  }
}

/** The first turn is free; from then on everything that waits goes together when the next one comes. */
function idealWaits(soldAt: readonly number[], turnMs: number): number[] {
  let turnAt = 0
  let isWaitedFor = false
  return soldAt.map((at) => {
    if (at >= turnAt && isWaitedFor) {
      turnAt += turnMs
      isWaitedFor = false
    }
    if (at < turnAt) {
      isWaitedFor = true
      return turnAt - at
    }
    turnAt = at + turnMs
    return 0
  })
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}

async function until(patienceMs: number, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + patienceMs
  while (Date.now() < end) {
    if (await isSo()) return
    await pause(200)
  }
  throw new Error('waited too long')
}
