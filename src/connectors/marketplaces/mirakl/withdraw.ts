import { Outage } from '#kernel/refusal'
import type { RemoteListing, Withdrawal, WithdrawEntry } from '#modules/channels'
import { isSpent } from './client.ts'
import { importOfferFile, importOffers, importStock, type OpenImport, withImport } from './imports.ts'
import { dataOf, memoryOf, type OfferMemory } from './offers.ts'
import type { Session } from './publish.ts'

/**
 * Quantity 0 for the whole batch in one stock file (STO01), whose minute nothing else spends. When it is spent all the
 * same, the complete offers with quantity 0 go another way, each with a minute of its own: OF24, then OF01. An offer at 0
 * keeps its id and costs nothing, so copies that are gone stay there like those that are held.
 */
export async function withdrawAll(session: Session, batch: readonly WithdrawEntry[]): Promise<readonly Withdrawal[]> {
  if (batch.length === 0) return []
  const sent = await sendZero(session, batch)
  return batch.map(({ remote }) => ({ kind: 'withdrawn', remote: withdrawn(remote, sent) }))
}

async function sendZero({ client, now }: Session, batch: readonly WithdrawEntry[]): Promise<OpenImport> {
  const memories = batch.flatMap(({ remote }) => memoryOf(remote.data) ?? [])
  const empty = memories.map(({ offer }) => ({ ...offer, quantity: 0 }))
  const roads = [
    () =>
      importStock(
        client,
        batch.map(({ remote }) => remote.sku),
        now(),
      ),
    () => importOffers(client, empty, now()),
    () => importOfferFile(client, empty, now()),
  ]
  // An offer we do not remember completely can only go as stock: of an offer, what is left out is set back.
  return firstFree(memories.length < batch.length ? roads.slice(0, 1) : roads)
}

/** The first road that is not spent; when all are, the one that is free again first says when. */
async function firstFree(roads: readonly (() => Promise<OpenImport>)[]): Promise<OpenImport> {
  const spent: Outage[] = []
  for (const send of roads) {
    try {
      return await send()
    } catch (error) {
      if (!isSpent(error)) throw error
      spent.push(error)
    }
  }
  const [soonest] = spent.toSorted((a, b) => (a.retryAfterMs ?? 0) - (b.retryAfterMs ?? 0))
  throw soonest ?? new Outage('mirakl', 'there is no way to withdraw')
}

function withdrawn(remote: RemoteListing, sent: OpenImport): RemoteListing {
  const before = memoryOf(remote.data)
  if (!before) return remote
  const data: OfferMemory = { offer: { ...before.offer, quantity: 0 }, pending: withImport(before.pending, sent) }
  return { ...remote, data: dataOf(data) }
}
