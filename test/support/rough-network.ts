import { Outage } from '#kernel/refusal'
import type { HttpAnswer, HttpClient, HttpRequest } from '#platform/http-client'

export type Rough = {
  readonly http: HttpClient
  /** Lets requests arrive whose time has come, though nobody waits for their answer any more. */
  deliverStrays(): Promise<void>
  readonly troubles: Record<Trouble, number>
  isCalm: boolean
}
const kinds = ['slow', 'lost', 'answer-lost', 'twice', 'stray', 'busy'] as const
export type Trouble = (typeof kinds)[number]

type Network = {
  readonly http: HttpClient
  readonly random: () => number
  readonly now: () => Date
  readonly advanceMs: (ms: number) => void
  /** A request that makes something new each time: nothing between two machines says a POST twice. */
  isCreation(request: HttpRequest): boolean
}

/** Of a hundred requests so many meet each trouble. */
const percent: Readonly<Record<Trouble, number>> = { slow: 20, lost: 3, 'answer-lost': 3, twice: 4, stray: 3, busy: 2 }
const slowMsMax = 3_000
/** Less than a vendor's "not found" is doubted for, and than a proof waits after a lost answer. */
const strayMsMax = 12_000

/** The way to a vendor on a bad day: requests come late, twice, never, or after we had given them up. */
export function roughNetwork({ http, random, now, advanceMs, isCreation }: Network): Rough {
  const strays: { readonly at: number; readonly request: HttpRequest }[] = []
  const troubles = { slow: 0, lost: 0, 'answer-lost': 0, twice: 0, stray: 0, busy: 0 }
  const draw = (): Trouble | undefined => {
    const drawn = random() * 100
    let below = 0
    return kinds.find((kind) => {
      below += percent[kind]
      return drawn < below
    })
  }
  const deliverStrays = async (): Promise<void> => {
    for (let index = strays.findIndex(isDue); index >= 0; index = strays.findIndex(isDue)) {
      const [stray] = strays.splice(index, 1)
      if (stray) await http.send(stray.request).catch(() => {})
    }
  }
  const isDue = ({ at }: { at: number }): boolean => at <= now().getTime()

  const meet = async (trouble: Trouble | undefined, request: HttpRequest): Promise<HttpAnswer> => {
    if (trouble === 'slow') advanceMs(Math.ceil(random() * slowMsMax))
    if (trouble === 'lost') throw noAnswer()
    if (trouble === 'busy') throw new Outage('network', 'answered 503', { retryAfterMs: 1_000 })
    if (trouble === 'stray') {
      strays.push({ at: now().getTime() + Math.ceil(random() * strayMsMax), request })
      throw noAnswer()
    }
    if (trouble === 'twice' && !isCreation(request)) await http.send(request)
    const answer = await http.send(request)
    if (trouble === 'answer-lost') throw noAnswer()
    return answer
  }
  const rough: Rough = {
    troubles,
    isCalm: false,
    deliverStrays,
    http: {
      async send(request) {
        await deliverStrays()
        const trouble = rough.isCalm ? undefined : draw()
        if (trouble) troubles[trouble] += 1
        return meet(trouble, request)
      },
    },
  }
  return rough
}

const noAnswer = (): Outage => new Outage('network', 'no answer: connection reset')
