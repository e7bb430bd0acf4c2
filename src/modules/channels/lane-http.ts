import type { AccountId } from '#kernel/ids'
import { takeFromBudget } from '#platform/budget'
import type { Cx } from '#platform/cx'
import type { HttpAnswer, HttpClient, HttpRequest } from '#platform/http-client'
import { NotNow } from './breaker.ts'
import type { ConnectorLimits, ConnectorMaker } from './connector.ts'
import { exchangesMax, type RawExchange } from './exchange.ts'
import type { Pass } from './pass.ts'
import type { Pause } from './timing.ts'

/** Withdrawals may empty the vendor's budget; the less important a request, the more of it must be left. */
const shareOfReserve = { urgent: 0, proof: 0.25, poll: 0.25, ordinary: 1, 'look-up': 1, idle: 1.5 } as const
export type Importance = keyof typeof shareOfReserve

/** The turn of one of the vendor's operations has not come. Whatever does not need it goes on. */
export class OperationSpent extends NotNow {
  readonly operation: string

  constructor(system: string, operation: string, retryAfterMs: number) {
    super(system, `${operation} may be used again in ${Math.ceil(retryAfterMs / 1000)} s`, { retryAfterMs })
    this.operation = operation
  }
}

type Gate = {
  readonly maker: ConnectorMaker
  /** Undefined while an account is being connected. */
  readonly accountId?: AccountId
  readonly importance: Importance
  /** Called before every request; throws when this runner no longer owns the lane. */
  readonly beforeRequest?: () => Promise<void>
  readonly pass?: Pass
  /** Without it nothing waits: a request without a token is `NotNow` at once. */
  readonly pause: Pause | undefined
}

/** A connector's only way out: every request is counted against the budgets that all processes share. */
export type LaneHttp = HttpClient & {
  /** Takes the token of the first request, and the right to ask at all, before anything is written down about it. */
  prepay(): Promise<void>
  /** What was said so far, oldest first. */
  readonly exchanges: readonly RawExchange[]
}

export function createLaneHttp(cx: Cx, gate: Gate): LaneHttp {
  const { maker, importance, beforeRequest, pass, pause } = gate
  const exchanges: RawExchange[] = []
  let prepaid = 0
  let patience = patienceOf(importance)
  const take = async (): Promise<void> => {
    await waitForToken(cx, accountBucket(gate, patience.share), { ...patience, pause })
    patience = halfway(importance, maker.limits)
  }
  const takeTurn = async ({ operation }: HttpRequest): Promise<void> => {
    const bucket = operation === undefined ? undefined : operationBucket(gate, operation)
    if (bucket) await waitForToken(cx, bucket, { ...patience, pause })
  }
  return {
    exchanges,
    async prepay() {
      await take()
      prepaid += 1
      await pass?.enter()
    },
    async send(request) {
      if (prepaid === 0) await take()
      else prepaid -= 1
      try {
        await takeTurn(request)
      } catch (error) {
        prepaid += 1
        throw error
      }
      await beforeRequest?.()
      pass?.sent()
      return recorded(cx, request, { exchanges, send: maker.http.send })
    },
  }
}

type Recorder = { readonly exchanges: RawExchange[]; readonly send: HttpClient['send'] }

async function recorded(cx: Cx, request: HttpRequest, { exchanges, send }: Recorder): Promise<HttpAnswer> {
  const at = cx.now()
  const note = (status: number | undefined, text: string): void => {
    if (exchanges.length >= exchangesMax) exchanges.shift()
    exchanges.push({ request, status, text, at, durationMs: cx.now().getTime() - at.getTime() })
  }
  try {
    const answer = await send(request)
    note(answer.status, answer.text)
    return answer
  } catch (error) {
    note(undefined, error instanceof Error ? error.message : String(error))
    throw error
  }
}

type Bucket = {
  readonly key: string
  readonly budget: { readonly perMinute: number; readonly burst: number; readonly keep: number }
  refusal(retryAfterMs: number): NotNow
}

function accountBucket({ maker: { name, limits }, accountId }: Gate, share: number): Bucket {
  return {
    key: limits.budgetOf === 'vendor' || accountId === undefined ? `channel:${name}` : `channel:${accountId}`,
    budget: {
      perMinute: limits.requestsPerMinute,
      burst: limits.requestsBurst,
      keep: limits.requestsReserved * share,
    },
    refusal: (retryAfterMs) => new NotNow(name, 'request budget spent', { retryAfterMs }),
  }
}

/** Undefined for an operation that the vendor does not limit on its own. */
function operationBucket({ maker, accountId, importance }: Gate, operation: string): Bucket | undefined {
  const limit = maker.limits.operations?.[operation]
  if (!limit) return undefined
  return {
    key: `channel:${accountId ?? maker.name}:${operation}`,
    // where an operation has room for more than one, a withdrawal finds the last one free
    budget: { ...limit, keep: importance === 'urgent' || limit.burst < 2 ? 0 : 1 },
    refusal: (retryAfterMs) => new OperationSpent(maker.name, operation, retryAfterMs),
  }
}

/** How much of the reserve a request leaves, and how long it waits for its token. */
type Patience = { readonly share: number; readonly waitMsMax: number; readonly waitsMax: number }

const patienceOf = (importance: Importance): Patience => ({
  share: shareOfReserve[importance],
  waitMsMax: 500,
  waitsMax: 5,
})

/**
 * Half a batch is worth little, and one begun anew would spend the next tokens on the same half: once begun, it waits
 * longer. A look-up, which is worth nothing until it is whole, may take what others keep; so may an edit where one is under
 * way at a time: waiting for tokens in the middle of it would hold up the withdrawals behind it longer than they would.
 */
const halfway = (importance: Importance, { publishMax }: Pick<ConnectorLimits, 'publishMax'>): Patience => ({
  share:
    importance === 'look-up' || (importance === 'ordinary' && publishMax === 1)
      ? shareOfReserve.poll
      : shareOfReserve[importance],
  waitMsMax: 1_500,
  waitsMax: 5,
})

async function waitForToken(
  cx: Cx,
  { key, budget, refusal }: Bucket,
  { pause, waitMsMax, waitsMax }: Patience & Pick<Gate, 'pause'>,
): Promise<void> {
  for (let waits = 0; ; waits += 1) {
    const answer = await takeFromBudget(cx, key, budget)
    if (answer.granted) return
    const { retryAfterMs } = answer
    if (!pause || retryAfterMs > waitMsMax || waits >= waitsMax) throw refusal(retryAfterMs)
    await pause(retryAfterMs)
  }
}
