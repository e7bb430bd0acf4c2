import type { Cx } from '#platform/cx'
import type { Database } from '#platform/db'
import { dispatchOutbox, type Share } from './dispatch.ts'
import type { EventType, Subscriptions } from './emit.ts'

const pollMs = 1000

type DispatcherOptions = {
  readonly subscriptions: readonly Subscriptions[]
  /** These go beside all others, so that they never queue behind them. */
  readonly urgent?: readonly EventType[]
}

/**
 * Delivers events until stopped: at once when the database announces one, and every second in case an announcement
 * was missed. A broken connection is reported and tried again at the next poll.
 */
export async function runDispatcher(
  database: Database,
  newCx: () => Cx,
  { subscriptions, urgent = [] }: DispatcherOptions,
): Promise<{ stop(): Promise<void> }> {
  const shares: readonly Share[] = urgent.length === 0 ? [{ except: [] }] : [{ only: urgent }, { except: urgent }]
  const running = await Promise.all(shares.map((share) => runShare(database, newCx, { subscriptions, share })))
  return {
    async stop() {
      await Promise.all(running.map((one) => one.stop()))
    },
  }
}

async function runShare(
  database: Database,
  newCx: () => Cx,
  { subscriptions, share }: { subscriptions: readonly Subscriptions[]; share: Share },
): Promise<{ stop(): Promise<void> }> {
  const bell = createBell(pollMs)
  const unlisten = await database.listen('etal_outbox', bell.ring)
  let isStopping = false

  const drain = async (): Promise<void> => {
    const cx = newCx()
    try {
      while (!isStopping && (await dispatchOutbox(cx, subscriptions, share)).dispatched > 0);
    } catch (error) {
      cx.log.error({ err: error }, 'outbox batch failed')
    }
  }
  const loop = async (): Promise<void> => {
    while (!isStopping) {
      await drain()
      await bell.wait()
    }
  }
  const running = loop()

  return {
    async stop() {
      isStopping = true
      bell.ring()
      await running
      await unlisten()
    },
  }
}

/** Remembers a ring that comes while nobody waits, so no announcement is lost between two rounds. */
function createBell(timeoutMs: number): { ring: () => void; wait: () => Promise<void> } {
  let hasRung = false
  let wake: (() => void) | undefined
  return {
    ring: () => {
      hasRung = true
      wake?.()
    },
    wait: async () => {
      if (!hasRung) {
        const { promise, resolve } = Promise.withResolvers<void>()
        const timer = setTimeout(resolve, timeoutMs)
        wake = resolve
        await promise
        clearTimeout(timer)
        wake = undefined
      }
      hasRung = false
    },
  }
}
