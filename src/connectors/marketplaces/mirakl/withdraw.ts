import type { RemoteListing, Withdrawal, WithdrawEntry } from '#modules/channels'
import { isSpent, type MiraklClient } from './client.ts'
import { importOffers, importStock, type OpenImport, withImport } from './imports.ts'
import { dataOf, memoryOf, type OfferMemory } from './offers.ts'
import type { Session } from './publish.ts'

/**
 * Quantity 0 for the whole batch in one stock file (STO01), whose minute nothing else spends; when it is spent all the
 * same, the complete offers with quantity 0 go through OF24. An offer at 0 keeps its id and costs nothing, so copies that
 * are gone stay there like those that are held.
 */
export async function withdrawAll(session: Session, batch: readonly WithdrawEntry[]): Promise<readonly Withdrawal[]> {
  if (batch.length === 0) return []
  const sent = await sendZero(session, batch)
  return batch.map(({ remote }) => ({ kind: 'withdrawn', remote: withdrawn(remote, sent) }))
}

async function sendZero({ client, now }: Session, batch: readonly WithdrawEntry[]): Promise<OpenImport> {
  try {
    return await importStock(
      client,
      batch.map(({ remote }) => remote.sku),
      now(),
    )
  } catch (error) {
    const memories = batch.flatMap(({ remote }) => memoryOf(remote.data) ?? [])
    // An offer we do not remember completely cannot go through OF24: what is left out would be set back.
    if (!isSpent(error) || memories.length < batch.length) throw error
    return sendEmptyOffers(client, memories, now())
  }
}

const sendEmptyOffers = (client: MiraklClient, memories: readonly OfferMemory[], now: Date): Promise<OpenImport> =>
  importOffers(
    client,
    memories.map(({ offer }) => ({ ...offer, quantity: 0 })),
    now,
  )

function withdrawn(remote: RemoteListing, sent: OpenImport): RemoteListing {
  const before = memoryOf(remote.data)
  if (!before) return remote
  const data: OfferMemory = { offer: { ...before.offer, quantity: 0 }, pending: withImport(before.pending, sent) }
  return { ...remote, data: dataOf(data) }
}
