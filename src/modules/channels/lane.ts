import type { AccountId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { readSecret } from '#platform/secrets'
import type { Connector, ConnectorLimits, ConnectorMaker } from './connector.ts'
import { deriveAll } from './derive.ts'
import { createLaneHttp, type Importance, type LaneHttp } from './lane-http.ts'
import { type Account, type JsonObject, jsonObject, type ListingRow } from './listing.ts'
import type { Moment, Plan } from './outcomes.ts'
import { guarded, openPass } from './pass.ts'
import { nextStep } from './plan.ts'
import { getAccount } from './queries.ts'
import { takeLease } from './store-accounts.ts'
import { pictureBook } from './store-pictures.ts'
import { realTiming, type Timing } from './timing.ts'

/** Told of every withdrawal the vendor accepted, with the time since the copy was claimed. */
export type OnWithdrawn = (channel: string, latencyMs: number) => void

/** Everything one run of a lane needs; `connect` gives a connector whose requests count as this important. */
export type Lane = Moment & {
  readonly cx: Cx
  readonly account: Account
  readonly maker: ConnectorMaker
  readonly onWithdrawn: OnWithdrawn
  connect(importance: Importance): { connector: Connector; http: LaneHttp }
}

const leaseMs = 20_000

/** Takes or renews the account's lane; the lease outlives any single request, which times out after 15 s. */
export const renewLease = (cx: Cx, accountId: AccountId, owner: string): Promise<boolean> =>
  takeLease(cx, accountId, { owner, until: new Date(cx.now().getTime() + leaseMs) })

export async function openLane(
  cx: Cx,
  account: Account,
  run: Partial<Timing> & { beforeRequest?: () => Promise<void>; onWithdrawn?: OnWithdrawn },
): Promise<Lane> {
  const maker = getMaker(cx, account.channel)
  const credentials = await readCredentials(cx, account.id)
  const pictures = pictureBook(cx, account.id)
  const { random = realTiming.random, onWithdrawn = () => {}, ...gate } = run
  return {
    cx,
    account,
    maker,
    random,
    onWithdrawn,
    get now() {
      return cx.now()
    },
    connect(importance) {
      const pass = openPass(cx, account, random)
      const http = createLaneHttp(cx, { pause: undefined, ...gate, maker, accountId: account.id, importance, pass })
      const link = { http, settings: account.settings, credentials, pictures, now: cx.now }
      return { http, connector: guarded(maker.connect(link), pass) }
    },
  }
}

export type OpenAccount = { readonly account: Account; readonly maker: ConnectorMaker; readonly connector: Connector }

/**
 * An account's connector for other modules; every request is counted against the budget that the lanes use too. It never
 * waits: without a token, or while the breaker is open, a call throws `NotNow`, an Outage that says when to come back.
 */
export async function openConnector(cx: Cx, accountId: AccountId, importance: Importance): Promise<OpenAccount> {
  const account = await getAccount(cx, accountId)
  const lane = await openLane(cx, account, {})
  return { account, maker: lane.maker, connector: lane.connect(importance).connector }
}

function getMaker(cx: Cx, channel: string): ConnectorMaker {
  const maker = cx.outside.connectors[channel]
  invariant(maker, `there is a connector for ${channel}`)
  return maker
}

/** The vendor's rules, for callers that have no connector in hand. */
export const limitsOf = (cx: Cx, channel: string): ConnectorLimits =>
  cx.outside.byHand?.[channel]?.limits ?? getMaker(cx, channel).limits

export const secretName = (accountId: AccountId): string => `channel:${accountId}`

export const readCredentials = async (cx: Cx, accountId: AccountId): Promise<JsonObject> =>
  jsonObject.parse((await readSecret(cx, secretName(accountId))) ?? {})

export async function planRows({ cx, account, maker }: Lane, rows: readonly ListingRow[]): Promise<Plan[]> {
  if (rows.length === 0) return []
  const variantIds = rows.map((row) => row.variantId)
  const wanted = await deriveAll(cx, account, { limits: maker.limits, variantIds })
  return rows.flatMap((row) => {
    const wish = wanted.get(row.variantId)
    return wish ? [{ row, wanted: wish, step: nextStep(row, wish) }] : []
  })
}
