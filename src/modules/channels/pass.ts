import type { AccountId } from '#kernel/ids'
import { Outage } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { admission, breakerPauseMs, CredentialsRefused, NotNow } from './breaker.ts'
import type { Connector } from './connector.ts'
import { closeBreaker, giveProbeBack, noteOutage, noteRefusal, readBreaker, takeProbe } from './store-breaker.ts'

/** The way past an account's circuit breaker: entered before a call to the vendor, left with what came of it. */
export type Pass = {
  /** Throws `NotNow` while nobody may ask. Entering twice before leaving costs nothing. */
  enter(): Promise<void>
  /** A request really goes out: without one nothing was learned about the vendor. */
  sent(): void
  leave(error?: unknown): Promise<void>
}

export function openPass(cx: Cx, account: { id: AccountId; channel: string }, random: () => number): Pass {
  const { id, channel } = account
  let entered: { readonly isProbe: boolean; readonly failures: number } | undefined
  let hasSent = false

  const admit = async () => {
    const breaker = await readBreaker(cx, id)
    if (!breaker) throw new NotNow(channel, 'the account is gone')
    const { failures } = breaker
    const answer = admission(breaker, cx.now())
    if (answer === 'free') return { isProbe: false, failures }
    if (answer === 'probe' && (await takeProbe(cx, id))) {
      faultPoint('channels.after-probe')
      return { isProbe: true, failures }
    }
    const retryAfterMs = answer === 'probe' ? 1000 : answer.retryAfterMs
    throw new NotNow(channel, 'the marketplace is not asked now', { retryAfterMs })
  }
  return {
    async enter() {
      entered ??= await admit()
    },
    sent() {
      hasSent = true
    },
    async leave(error) {
      const { isProbe = false, failures = 0 } = entered ?? {}
      const wasAsked = hasSent
      entered = undefined
      hasSent = false
      if (error instanceof NotNow || !wasAsked) return isProbe ? giveProbeBack(cx, id) : undefined
      if (error === undefined) return isProbe || failures > 0 ? closeBreaker(cx, id) : undefined
      if (!(error instanceof Outage)) return undefined
      const until = new Date(cx.now().getTime() + (error.retryAfterMs ?? breakerPauseMs(failures, random)))
      const note = error instanceof CredentialsRefused ? noteRefusal : noteOutage
      return note(cx, id, { until, message: error.message })
    },
  }
}

/**
 * Every call of the connector goes by the pass; one call is one sign of life, or of none. What the vendor pushes is read
 * even while nobody may ask.
 */
export const guarded = (connector: Connector, pass: Pass): Connector =>
  new Proxy(connector, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function'
        ? (...args: unknown[]) => pastBreaker(pass, () => value.apply(target, args))
        : value
    },
  })

async function pastBreaker(pass: Pass, call: () => unknown): Promise<unknown> {
  await pass.enter()
  try {
    const answer = await call()
    await pass.leave()
    return answer
  } catch (error) {
    await pass.leave(error)
    throw error
  }
}
