import { type AccountId, toId, type VariantId } from '#kernel/ids'
import { connectAccount, NotNow, openConnector, runLane, subscriptions } from '#modules/channels'
import { setListPrices } from '#modules/pricing'
import { availability, claimVariant, releaseClaims } from '#modules/stock'
import type { Cx, Outside } from '#platform/cx'
import { sql } from '#platform/db'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { dispatchOutbox } from '#platform/outbox'
import { unlockSecrets } from '#platform/secrets'
import { seeded } from '#sandbox/machine'
import { createSandbox } from '#sandbox/server'
import type { MarketSeat } from './every-market.ts'
import { manyCopies } from './makers.ts'
import { memoryFiles } from './memory-files.ts'
import { type Rough, roughNetwork, type Trouble } from './rough-network.ts'

export type FlickerStage = {
  readonly cx: Cx
  readonly clock: { now(): Date; advanceMs(ms: number): void }
  readonly outside: { -readonly [K in keyof Outside]: Outside[K] }
}
export type FlickerReport = {
  readonly flips: number
  readonly troubles: Readonly<Record<Trouble | 'event late' | 'event twice', number>>
  /** SKUs whose state at the vendor is not what stock and price list say. */
  readonly differences: readonly string[]
}

const copiesCount = 30
const flipsPerTurnMax = 20
const prices = [2500, 3100, 4900] as const

/**
 * Copies come and go (1→0→1→0 …) and change their price, while everything between us and one vendor is late, lost, twice
 * or in another order: events, runs of the lane (two at once now and then), requests, answers. In the end the network is
 * calm, and what the vendor shows is compared with the ledger.
 */
export async function flicker(
  stage: FlickerStage,
  seat: MarketSeat,
  { seed, flips }: { seed: number; flips: number },
): Promise<FlickerReport> {
  const random = seeded(seed)
  const { cx, clock } = stage
  const opened = await open(stage, seat, random)
  const { accountId, rough } = opened
  const variantIds = await manyCopies(cx, copiesCount)
  rough.isCalm = true
  await settle(stage, accountId, rough)
  rough.isCalm = false

  const held = new Set<VariantId>()
  const events = { late: 0, twice: 0 }
  let done = 0
  while (done < flips) {
    const flipsNow = Math.min(flips - done, 1 + Math.floor(random() * flipsPerTurnMax))
    for (let flip = 0; flip < flipsNow; flip += 1) await flipOne(cx, { variantIds, held, random })
    done += flipsNow
    events.late += await delaySome(cx, random)
    events.twice += await repeatSome(cx, random)
    await dispatchSome(cx)
    clock.advanceMs(Math.ceil(random() * 5_000))
    if (random() < 0.8) await Promise.all(lanes(stage, accountId, random))
  }
  rough.isCalm = true
  await settle(stage, accountId, rough)
  clock.advanceMs(silenceMs)
  await settle(stage, accountId, rough)
  return {
    flips: done,
    troubles: { ...rough.troubles, 'event late': events.late, 'event twice': events.twice },
    differences: await differences(stage, opened),
  }
}

type Opened = {
  readonly accountId: AccountId
  readonly rough: Rough
  /** The prices of what buyers can buy there. */
  onShelf(): number[]
}

async function open({ cx, clock, outside }: FlickerStage, seat: MarketSeat, random: () => number): Promise<Opened> {
  unlockSecrets('a secret of at least thirty-two characters')
  outside.files = memoryFiles()
  outside.publicUrl = 'https://shop.example'
  const sandbox = createSandbox({ store: ':memory:', now: clock.now, random })
  const { canRepeatCreation } = seat.maker({ send: () => Promise.reject(new Error('not asked')) }).limits
  const rough = roughNetwork({
    http: createHttpClient({ system: seat.name, log: silentLog, fetch: sandbox.fetch }),
    random,
    now: clock.now,
    advanceMs: clock.advanceMs,
    isCreation: ({ method, url }) => !canRepeatCreation && method === 'POST' && /\/(listings|items|add)$/.test(url),
  })
  outside.connectors = { [seat.name]: seat.maker(rough.http) }
  rough.isCalm = true
  const settings = seat.settings('http://sandbox.test')
  const connection = { channel: seat.name, label: seat.name, settings, credentials: seat.credentials }
  const wish = { text: '', isForSaleOnly: true, limit: 1000, offset: 0 }
  const onShelf = () =>
    seat.vendor
      .shelf?.(sandbox.machine)
      .findItems(wish)
      .items.map(({ priceMinor }) => priceMinor) ?? []
  return { rough, onShelf, accountId: await connectAccount(cx, connection) }
}

type Flipping = {
  readonly variantIds: readonly VariantId[]
  readonly held: Set<VariantId>
  readonly random: () => number
}

async function flipOne(cx: Cx, { variantIds, held, random }: Flipping): Promise<void> {
  const variantId = variantIds[Math.floor(random() * variantIds.length)]
  if (!variantId) return
  const holder = `hold:${variantId}` as const
  if (random() < 0.1) {
    const priceMinor = prices[Math.floor(random() * prices.length)] ?? 2500
    await setListPrices(cx, [{ variantId, priceMinor, reason: 'flicker' }])
  } else if (held.delete(variantId)) await releaseClaims(cx, { holder, reason: 'flicker' })
  else {
    await claimVariant(cx, { variantId, quantity: 1, kind: 'hold', holder, expiresAt: null })
    held.add(variantId)
  }
}

/** Some events arrive later than those that happened after them. */
async function delaySome(cx: Cx, random: () => number): Promise<number> {
  const waiting = await cx.db.selectFrom('outbox').select('id').where('dispatchedAt', 'is', null).execute()
  const late = waiting.filter(() => random() < 0.3).map(({ id }) => id)
  if (late.length === 0) return 0
  const nextTryAt = new Date(cx.now().getTime() + Math.ceil(random() * 10_000))
  await cx.db.updateTable('outbox').set({ nextTryAt }).where('id', 'in', late).execute()
  return late.length
}

/** Some events arrive a second time, long after they were true. */
async function repeatSome(cx: Cx, random: () => number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select id from outbox where dispatched_at is not null order by id desc limit 100`.execute(cx.db)
  const again = rows.filter(() => random() < 0.02).map(({ id }) => id)
  if (again.length === 0) return 0
  await cx.db.updateTable('outbox').set({ dispatchedAt: null }).where('id', 'in', again).execute()
  return again.length
}

async function dispatchSome(cx: Cx): Promise<void> {
  while ((await dispatchOutbox(cx, [subscriptions])).dispatched > 0);
}

function lanes({ cx, clock }: FlickerStage, accountId: AccountId, random: () => number): Promise<unknown>[] {
  const pause = async (ms: number) => clock.advanceMs(ms)
  return Array.from({ length: random() < 0.1 ? 2 : 1 }, () => runLane(cx, accountId, { random, pause }))
}

const settleTurnsMax = 300
/** After this long without an order nobody believes in a sale any more. */
const silenceMs = 3_700_000

async function settle(stage: FlickerStage, accountId: AccountId, rough: Rough): Promise<void> {
  const { cx, clock } = stage
  for (let turn = 0; turn < settleTurnsMax; turn += 1) {
    await dispatchSome(cx)
    await rough.deliverStrays()
    await Promise.all(lanes(stage, accountId, () => 0.5))
    if (!(await isUnsettled(cx))) return
    clock.advanceMs(Math.max(2_500, await dueInMs(cx)))
  }
  throw new Error(`the lane does not come to rest: ${await unsettled(cx)}`)
}

/** A vendor may have said to come back in hours. */
async function dueInMs(cx: Cx): Promise<number> {
  const { rows } = await sql<{ dueAt: Date | null }>`
    select min(next_try_at) as due_at from listings where sent_seq < wanted_seq`.execute(cx.db)
  return (rows[0]?.dueAt?.getTime() ?? 0) - cx.now().getTime()
}

/** For whoever must find out why. */
async function unsettled(cx: Cx): Promise<string> {
  const rows = await cx.db.selectFrom('listings').selectAll().orderBy('nextTryAt').limit(200).execute()
  const open = rows.filter(
    ({ sentSeq, wantedSeq, proofAt, lastSentAt, remoteId }) =>
      sentSeq < wantedSeq || (remoteId !== null && (proofAt === null || lastSentAt === null || proofAt < lastSentAt)),
  )
  return JSON.stringify(open.slice(0, 2))
}

async function isUnsettled(cx: Cx): Promise<boolean> {
  const { rows } = await sql`
    select 1 from outbox where dispatched_at is null union all
    select 1 from listings where sent_seq < wanted_seq
      or (remote_id is not null and state in ('live', 'withdrawn') and (proof_at is null or proof_at < last_sent_at)
        and coalesce(proof ->> 'soldSince', '') = '') limit 1`.execute(cx.db)
  return rows.length > 0
}

/** The vendor's own list of what stands there, and what its buyers see, against free copies and their prices. */
async function differences(stage: FlickerStage, { accountId, onShelf }: Opened): Promise<string[]> {
  const { cx } = stage
  const shown = await shownThere(stage, accountId)
  const rows = await cx.db
    .selectFrom('variants')
    .innerJoin('listPrices', 'listPrices.variantId', 'variants.id')
    .select(['variants.id', 'variants.sku', 'listPrices.priceMinor'])
    .execute()
  const ids = rows.map(({ id }) => toId<VariantId>(id))
  const stock = await availability(cx, ids)
  const free = ids.filter((id) => (stock.get(id)?.freeCount ?? 0) > 0)
  const wanted = new Map(
    rows.filter(({ id }) => free.some((one) => one === id)).map((row) => [row.sku, row.priceMinor]),
  )
  // a list that tells no prices says 0
  const isRight = (sku: string): boolean =>
    shown.has(sku) === wanted.has(sku) && [0, wanted.get(sku)].includes(shown.get(sku) ?? 0)
  const skus = [...new Set([...shown.keys(), ...wanted.keys()])].filter((sku) => !isRight(sku))
  const prices = (list: Iterable<number>): string => [...list].toSorted((a, b) => a - b).join(' ')
  return prices(onShelf()) === prices(wanted.values()) ? skus : [...skus, `the shelf shows ${prices(onShelf())}`]
}

async function shownThere({ cx, clock }: FlickerStage, accountId: AccountId): Promise<Map<string, number>> {
  const { connector } = await openConnector(cx, accountId, 'urgent')
  const readPage = async (from: string | undefined): ReturnType<typeof connector.listAll> => {
    try {
      return await connector.listAll(from)
    } catch (error) {
      if (!(error instanceof NotNow)) throw error
      clock.advanceMs(error.retryAfterMs ?? 1_000)
      return readPage(from)
    }
  }
  const shown = new Map<string, number>()
  let page: string | undefined
  do {
    const { items, next } = await readPage(page)
    for (const { sku, remoteId, state } of items) {
      if (state.kind !== 'on-sale') continue
      shown.set(shown.has(sku) ? `${sku} again: ${remoteId}` : sku, state.priceMinor)
    }
    page = next
  } while (page !== undefined)
  return shown
}
