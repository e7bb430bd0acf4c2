import type { AccountId } from '#kernel/ids'
import type { Cx } from '#platform/cx'

/**
 * Other modules' work for single accounts, beside the lane and its polls: every so often, or for the accounts that
 * `whenDue` names at each tick (one cheap query; a tick is 250 ms or the next `NOTIFY etal_lanes`). In one process an
 * account's run never overlaps with its next; several processes may run it at once, so `run` must be safe against that.
 * Accounts whose vendor is out of reach are left out, unless the worker says that it `needsVendor: false`. A `NotNow`
 * thrown by `run` only means: again at its next time.
 */
export type AccountWorker = {
  readonly name: string
  run(cx: Cx, accountId: AccountId): Promise<unknown>
} & ({ readonly everyMs: number } | { whenDue(cx: Cx): Promise<readonly AccountId[]>; readonly needsVendor?: false })

export type DueWork = { readonly worker: AccountWorker; readonly accountId: AccountId }

/** Remembers when each worker of this process last began for each account. */
export function whichAreDue(workers: readonly AccountWorker[]) {
  const begun = new Map<string, number>()
  const isOver = (key: string, everyMs: number, now: number): boolean => now >= (begun.get(key) ?? 0) + everyMs

  return async (cx: Cx, accountIds: readonly AccountId[]): Promise<DueWork[]> => {
    const now = cx.now().getTime()
    const due: DueWork[] = []
    for (const worker of workers) {
      const keyOf = (accountId: AccountId): string => `${worker.name} ${accountId}`
      const named =
        'whenDue' in worker
          ? await namedBy(cx, worker)
          : new Set(accountIds.filter((id) => isOver(keyOf(id), worker.everyMs, now)))
      const reachable = accountIds.filter((id) => named.has(id))
      for (const accountId of 'needsVendor' in worker ? named : reachable) {
        begun.set(keyOf(accountId), now)
        due.push({ worker, accountId })
      }
    }
    return due
  }
}

/** One worker that cannot say what is due must not hold up the others. */
async function namedBy(cx: Cx, worker: Extract<AccountWorker, { whenDue: unknown }>): Promise<ReadonlySet<AccountId>> {
  try {
    return new Set(await worker.whenDue(cx))
  } catch (error) {
    cx.log.error({ err: error, worker: worker.name }, 'what is due could not be read')
    return new Set()
  }
}
