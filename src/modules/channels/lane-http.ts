import { Outage } from '#kernel/refusal'
import { takeFromBudget } from '#platform/budget'
import type { Cx } from '#platform/cx'
import type { HttpClient } from '#platform/http-client'
import type { ConnectorMaker } from './connector.ts'
import type { Pause } from './timing.ts'

/** Withdrawals may empty the vendor's budget; the less important a request, the more of it must be left. */
const shareOfReserve = { urgent: 0, poll: 0.25, ordinary: 1, 'look-up': 1, idle: 1.5 } as const
export type Importance = keyof typeof shareOfReserve

/** No tokens left, or another runner took the lane over: nobody's fault, the lane simply comes back later. */
export class NotNow extends Outage {}

type Gate = {
  readonly maker: ConnectorMaker
  readonly importance: Importance
  /** Called before every request; throws when this runner no longer owns the lane. */
  readonly beforeRequest: () => Promise<void>
  /** Without it nothing waits: a request without a token is `NotNow` at once. */
  readonly pause: Pause | undefined
}

/** A connector's only way out: every request is counted against the budget that all processes share. */
export type LaneHttp = HttpClient & {
  /** Takes the token of the first request before anything is written down about it. */
  prepay(): Promise<void>
}

export function createLaneHttp(cx: Cx, { maker, importance, beforeRequest, pause }: Gate): LaneHttp {
  let prepaid = 0
  let patience = patienceOf(importance)
  const take = async (): Promise<void> => {
    await takeToken(cx, maker, { ...patience, pause })
    // Half a look-up is worth nothing, and one begun anew would spend the next tokens on the same half.
    if (importance === 'look-up') patience = halfway
  }
  const prepay = async (): Promise<void> => {
    await take()
    prepaid += 1
  }
  return {
    prepay,
    async send(request) {
      if (prepaid === 0) await take()
      else prepaid -= 1
      await beforeRequest()
      return maker.http.send(request)
    },
  }
}

/** How much of the reserve a request leaves, and how long it waits for its token; waiting in the middle of a batch is cheaper than beginning it again. */
type Patience = { readonly share: number; readonly waitMsMax: number; readonly waitsMax: number }

const patienceOf = (importance: Importance): Patience => ({
  share: shareOfReserve[importance],
  waitMsMax: 500,
  waitsMax: 5,
})
const halfway: Patience = { share: shareOfReserve.poll, waitMsMax: 1_500, waitsMax: 4 }

async function takeToken(
  cx: Cx,
  { name, limits }: ConnectorMaker,
  patience: Patience & Pick<Gate, 'pause'>,
): Promise<void> {
  const keep = limits.requestsReserved * patience.share
  const budget = { perMinute: limits.requestsPerMinute, burst: limits.requestsBurst, keep }
  for (let waits = 0; ; waits += 1) {
    const answer = await takeFromBudget(cx, `channel:${name}`, budget)
    if (answer.granted) return
    const { retryAfterMs } = answer
    const { pause, waitMsMax, waitsMax } = patience
    if (!pause || retryAfterMs > waitMsMax || waits >= waitsMax) {
      throw new NotNow(name, 'request budget spent', { retryAfterMs })
    }
    await pause(retryAfterMs)
  }
}
