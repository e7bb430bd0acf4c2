import { type FaultKind, planFault } from '#sandbox/faults'
import type { Sandbox } from '#sandbox/server'
import type { Chance } from './chance.ts'
import { type Clock, secondMs } from './clock.ts'
import type { Trace } from './trace.ts'

/** How a process does one thing that takes time; see process.ts. */
type Pass = <T>(label: string, afterMs: number, perform: () => Promise<T>) => Promise<T>

/** The way to other people's machines: slow, and as unreliable as its weather says. */
export type Network = {
  carry(system: string, request: Request, pass: Pass): Promise<Response>
  readonly weather: Weather
  readonly faults: number
}

export type Weather = {
  /** Of each request's chance to go wrong, from 0 to 1. */
  faultRate: number
  /** A system that nobody reaches before this time. */
  readonly outages: Map<string, number>
}

const kinds: readonly FaultKind[] = [
  'error-500',
  'error-503',
  'rate-limit',
  'expired-token',
  'malformed-body',
  'connection-reset',
  'reset-after-success',
  'reset-after-success',
]

/** Mostly quick, sometimes slow; now and then nearly as slow as a request may be. */
const delayMs = (chance: Chance): number => {
  const luck = chance.fraction()
  return luck < 0.8 ? chance.between(20, 300) : luck < 0.98 ? chance.between(300, 3_000) : chance.between(3_000, 9_000)
}

type Parts = { readonly sandbox: Sandbox; readonly clock: Clock; readonly chance: Chance; readonly trace: Trace }

export function createNetwork({ sandbox, clock, chance, trace }: Parts): Network {
  const weather: Weather = { faultRate: 0, outages: new Map() }
  let faults = 0

  const breakOne = (vendor: string): FaultKind | undefined => {
    if (!chance.happens(weather.faultRate)) return undefined
    const kind = chance.pick(kinds)
    if (kind) planFault(sandbox.machine, { vendor, kind })
    return kind
  }
  const isOut = (system: string): boolean => (weather.outages.get(system) ?? 0) > clock.ms

  return {
    weather,
    get faults() {
      return faults
    },
    async carry(system, request, pass) {
      const what = `${request.method} ${new URL(request.url).pathname}`
      const answer = await pass(`→ ${what}`, delayMs(chance), async () => {
        const fault = isOut(system) ? 'outage' : breakOne(system)
        if (fault) {
          faults += 1
          trace.add(`    ${system} ${fault}`)
        }
        return fault === 'outage' ? refusal : answerOf(sandbox.fetch(request))
      })
      const slowness = answer.kind === 'lost' ? chance.between(0, 15) * secondMs : delayMs(chance)
      return pass(`← ${what} ${answer.kind === 'lost' ? 'lost' : answer.response.status}`, slowness, async () => {
        if (answer.kind === 'lost') throw answer.error
        return answer.response
      })
    },
  }
}

type Answer = { kind: 'came'; response: Response } | { kind: 'lost'; error: unknown }

const refusal: Answer = {
  kind: 'lost',
  error: new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }),
}

const answerOf = (answering: Promise<Response>): Promise<Answer> =>
  answering.then(
    (response): Answer => ({ kind: 'came', response }),
    (error: unknown): Answer => ({ kind: 'lost', error }),
  )
