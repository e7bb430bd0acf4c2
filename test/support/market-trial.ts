import { beforeEach } from 'vitest'
import type { AccountId } from '#kernel/ids'
import { type ConnectorMaker, subscriptions as channelsHear, connectAccount, runLane } from '#modules/channels'
import { subscriptions as inboundHears, workers } from '#modules/inbound'
import type { Cx } from '#platform/cx'
import { createHttpClient, type HttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { dispatchOutbox } from '#platform/outbox'
import { unlockSecrets } from '#platform/secrets'
import { deliverDue } from '#sandbox/deliveries'
import type { SettingName, Vendor } from '#sandbox/machine'
import type { ShelfItem } from '#sandbox/pages'
import { createSandbox, type Sandbox } from '#sandbox/server'
import { memoryFiles } from './memory-files.ts'
import { createPushDoor, pushAddress } from './push-door.ts'
import type { World } from './world.ts'

/** What a trial must know of a vendor beyond the connector: how to reach its sandbox and where to hurt it. */
export type ChannelUnderTest = {
  readonly maker: (http: HttpClient) => ConnectorMaker
  readonly vendor: Vendor
  readonly settings: Record<string, string>
  readonly credentials: Record<string, string>
  /** The request that makes a listing exist. */
  readonly creation: { readonly method: string; readonly path: string }
  readonly ordersPath: string
  /** The sandbox's switch for listing every order twice. */
  readonly duplicates: SettingName
  cancel(sandbox: Sandbox, order: string): Promise<void>
  /** What the vendor's published contract says against an exchange. */
  faultsOf?(exchange: Exchange): readonly string[]
  /** For vendors that work later: how far the clock goes on before they are asked again. 20 s unless told. */
  readonly settleMs?: number
  /** The buyer pays, or whatever else must happen there before a sale may be sent or cancelled. */
  pay?(sandbox: Sandbox, order: string): Promise<void> | void
  /** Makes buyers pay later, for vendors that know a sale before its payment but whose sandbox's buyers pay at once. */
  payLater?(sandbox: Sandbox): void
  /** One order of several items of the shelf, for vendors that know orders with several lines. Answers its number. */
  buyTogether?(sandbox: Sandbox, itemIds: readonly string[]): Promise<string> | string
  /** Puts listings into the seller's account that we never made; answers their remote ids as `listAll` should tell them. */
  foreign?(sandbox: Sandbox, count: number): Promise<readonly string[]> | readonly string[]
  /** How many foreign listings make `listAll` need several pages; 1 unless told. */
  readonly foreignCount?: number
  /** From this age on a correctly signed push is stale; left out when the vendor's signature carries no time. */
  readonly staleAfterMs?: number
}

export type Exchange = {
  readonly method: string
  readonly path: string
  readonly requestBody: unknown
  readonly status: number
  readonly responseBody: unknown
}

export type Market = {
  readonly sandbox: Sandbox
  readonly exchanges: Exchange[]
  connect(): Promise<AccountId>
  /** What buyers can buy there now. */
  shelf(): ShelfItem[]
  /** Delivers every waiting event, then lets the lane do what there is to do now. */
  run(accountId: AccountId): Promise<string>
  /** The same, and for a vendor that works later again and again until it has shown everything. */
  settle(accountId: AccountId): Promise<string>
  buy(item: ShelfItem | undefined): string
  /** One run of this module's worker: `pushes`, `commands`, `subscription`. */
  work(name: string, accountId: AccountId): Promise<unknown>
  /** Brings what the vendor has posted to our door; answers the requests with what the door said. */
  post(): Promise<{ readonly request: Request; readonly status: number }[]>
  /** Knocks at our door as anybody may. */
  knock(request: Request): Promise<Response>
  /** From now on the vendor's silence lasts only a moment before our client gives up. */
  isImpatient: boolean
}

const impatientMs = 250
const settleTurnsMax = 20

/** A marketplace's sandbox in process with a fresh memory per test, and every exchange with it recorded. */
export function useMarket(world: World, channel: ChannelUnderTest): Market {
  let sandbox: Sandbox | undefined
  const exchanges: Exchange[] = []
  const opened = (): Sandbox => {
    if (!sandbox) throw new Error('the market is open inside tests only')
    return sandbox
  }
  const recorded = async (request: Request): Promise<Response> => {
    const requestBody = jsonOf(await request.clone().text())
    const response = await (market.isImpatient ? hurried(opened().fetch, request) : opened().fetch(request))
    const { pathname: path, search } = new URL(request.url)
    const responseBody = jsonOf(await response.clone().text())
    exchanges.push({
      method: request.method,
      path: `${path}${search}`,
      requestBody,
      status: response.status,
      responseBody,
    })
    return response
  }
  const shelf = () => {
    if (!channel.vendor.shelf) throw new Error('a marketplace has a shelf')
    return channel.vendor.shelf(opened().machine)
  }
  const knock = createPushDoor(() => world.cx)
  beforeEach(() => {
    unlockSecrets('a secret of at least thirty-two characters')
    exchanges.length = 0
    market.isImpatient = false
    world.outside.files = memoryFiles()
    world.outside.publicUrl = pushAddress
    sandbox = createSandbox({ store: ':memory:', now: world.clock.now, reach: knock })
    const http = createHttpClient({ system: channel.vendor.name, log: silentLog, fetch: recorded })
    world.outside.connectors = { ...world.outside.connectors, [channel.vendor.name]: channel.maker(http) }
  })
  const run = async (accountId: AccountId): Promise<string> => {
    await deliver(world.cx)
    return (await runLane(world.cx, accountId, { random: () => 0.5 })).kind
  }
  const market: Market = {
    get sandbox() {
      return opened()
    },
    exchanges,
    isImpatient: false,
    connect: () => connectAccount(world.cx, { channel: channel.vendor.name, label: channel.vendor.name, ...channel }),
    shelf: () => shelf().findItems({ text: '', isForSaleOnly: true, limit: 5000, offset: 0 }).items,
    run,
    async settle(accountId) {
      let outcome = await run(accountId)
      if (!worksLater(world.cx, channel)) return outcome
      for (let turn = 0; turn < settleTurnsMax && (await isUnsettled(world.cx, accountId)); turn += 1) {
        world.clock.advanceMs(channel.settleMs ?? 20_000)
        outcome = await run(accountId)
      }
      return outcome
    },
    buy(item) {
      const purchase = shelf().buy(item?.id ?? '')
      if (purchase.kind !== 'bought') throw new Error(`not bought: ${purchase.message}`)
      return purchase.order
    },
    async work(name, accountId) {
      await deliver(world.cx)
      return workers.find((worker) => worker.name === name)?.run(world.cx, accountId)
    },
    async post() {
      const posted: { request: Request; status: number }[] = []
      await deliverDue(opened().machine, [channel.vendor], async (request) => {
        const { status } = await knock(request.clone())
        posted.push({ request, status })
        return { status }
      })
      return posted
    },
    knock,
  }
  return market
}

/** Our own client would wait 15 s for a vendor that says nothing. */
async function hurried(send: (request: Request) => Promise<Response>, request: Request): Promise<Response> {
  return send(new Request(request, { signal: AbortSignal.timeout(impatientMs) }))
}

function worksLater({ outside }: Cx, { vendor }: ChannelUnderTest): boolean {
  const support = outside.connectors[vendor.name]?.support
  return support?.publishes === 'later' || support?.withdraws === 'later'
}

/** Something is still to be sent, or was not shown by the vendor yet. */
async function isUnsettled(cx: Cx, accountId: AccountId): Promise<boolean> {
  const rows = await cx.db.selectFrom('listings').selectAll().where('accountId', '=', accountId).execute()
  return rows.some(
    ({ sentSeq, wantedSeq, proofAt, lastSentAt, remoteId, state }) =>
      (sentSeq < wantedSeq && state !== 'rejected') ||
      (remoteId !== null &&
        lastSentAt !== null &&
        ['live', 'withdrawn'].includes(state) &&
        (proofAt === null || proofAt < lastSentAt)),
  )
}

/** Undefined for what is not JSON: forms, files, broken answers. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export async function deliver(cx: Cx): Promise<void> {
  while ((await dispatchOutbox(cx, [channelsHear, inboundHears])).dispatched > 0);
}
