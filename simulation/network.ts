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
  /** Lets requests arrive that our clients have given up; answers when the next one does. */
  arrive(): Promise<number | undefined>
}

export type Weather = {
  /** Of each request's chance to go wrong, from 0 to 1. */
  faultRate: number
  /** Of each request's chance to take anything up to a minute, longer than our clients wait. */
  slowRate: number
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

type Parts = {
  readonly sandbox: Sandbox
  readonly clock: Clock
  readonly chance: Chance
  readonly trace: Trace
  /** Called when a vendor has done what a request asked, before anybody learns of it. */
  readonly onDone: (path: string) => Promise<void>
}

type Late = { readonly atMs: number; readonly request: Request }

/** Our clients wait this long for an answer. */
const patienceMs = 15 * secondMs
const slownessMsMax = 60 * secondMs

export function createNetwork({ sandbox, clock, chance, trace, onDone }: Parts): Network {
  const weather: Weather = { faultRate: 0, slowRate: 0, outages: new Map() }
  let faults = 0
  let late: Late[] = []

  const breakOne = (vendor: string): FaultKind | undefined => {
    if (!chance.happens(weather.faultRate)) return undefined
    const kind = chance.pick(kinds)
    if (kind) planFault(sandbox.machine, { vendor, kind })
    return kind
  }
  const arrivalMs = (): number =>
    weather.slowRate > 0 && chance.happens(weather.slowRate) ? chance.between(0, slownessMsMax) : delayMs(chance)
  const done = async (request: Request): Promise<Response> => {
    const response = await sandbox.fetch(request)
    await onDone(new URL(request.url).pathname)
    return response
  }
  const isOut = (system: string): boolean => (weather.outages.get(system) ?? 0) > clock.ms

  return {
    weather,
    get faults() {
      return faults
    },
    async carry(system, request, pass) {
      const what = `${request.method} ${new URL(request.url).pathname}`
      const onTheWayMs = arrivalMs()
      if (onTheWayMs > patienceMs) {
        faults += 1
        late.push({ atMs: clock.ms + onTheWayMs, request })
        return pass(`→ ${what} not answered in time`, patienceMs, () => Promise.reject(timeout()))
      }
      const answer = await pass(`→ ${what}`, onTheWayMs, async () => {
        const fault = isOut(system) ? 'outage' : breakOne(system)
        if (fault) {
          faults += 1
          trace.add(`    ${system} ${fault}`)
        }
        return fault === 'outage' ? refusal : answerOf(done(request))
      })
      const slowness = answer.kind === 'lost' ? chance.between(0, 15) * secondMs : delayMs(chance)
      return pass(`← ${what} ${answer.kind === 'lost' ? 'lost' : answer.response.status}`, slowness, async () => {
        if (answer.kind === 'lost') throw answer.error
        return answer.response
      })
    },
    async arrive() {
      const arrived = late.filter(({ atMs }) => atMs <= clock.ms)
      late = late.filter(({ atMs }) => atMs > clock.ms)
      for (const { request } of arrived) {
        const { kind } = await answerOf(done(request))
        trace.add(`    ${request.method} ${new URL(request.url).pathname} arrives late: ${kind}`)
      }
      return late.length === 0 ? undefined : Math.min(...late.map(({ atMs }) => atMs))
    },
  }
}

type Answer = { kind: 'came'; response: Response } | { kind: 'lost'; error: unknown }

const timeout = (): Error => new DOMException('The operation was aborted due to timeout', 'TimeoutError')

const refusal: Answer = {
  kind: 'lost',
  error: new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }),
}

const answerOf = (answering: Promise<Response>): Promise<Answer> =>
  answering.then(
    (response): Answer => ({ kind: 'came', response }),
    (error: unknown): Answer => ({ kind: 'lost', error }),
  )
