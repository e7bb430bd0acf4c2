import type { VariantId } from '#kernel/ids'

type Entry<T> = { readonly at: number; readonly wanted: T }
type Asking<T> = {
  readonly accountId: string
  readonly now: Date
  readonly variantIds: readonly VariantId[]
  derive(variantIds: readonly VariantId[]): Promise<ReadonlyMap<VariantId, T>>
}

/** As long as an entry stays in the queue of this broken build; what changes meanwhile is not looked at again. */
const waitsMs = 20 * 60_000

// biome-ignore lint/suspicious/noExplicitAny: it stands in for any module's type without importing the module
const queue = new Map<string, Entry<any>>()

/** What a shop without the promise would do: put the state itself into the queue, and send that when its turn comes. */
export async function derivedWhenQueued<T>({
  accountId,
  now,
  variantIds,
  derive,
}: Asking<T>): Promise<Map<VariantId, T>> {
  const at = now.getTime()
  const missing = variantIds.filter((id) => !isWaiting(queue.get(`${accountId} ${id}`), at))
  if (missing.length > 0) {
    for (const [id, wanted] of await derive(missing)) queue.set(`${accountId} ${id}`, { at, wanted })
  }
  return new Map(
    variantIds.flatMap((id) => {
      const entry = queue.get(`${accountId} ${id}`)
      return entry ? [[id, entry.wanted]] : []
    }),
  )
}

const isWaiting = (entry: Entry<unknown> | undefined, at: number): boolean =>
  entry !== undefined && at >= entry.at && at < entry.at + waitsMs
