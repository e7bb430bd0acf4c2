import { Outage } from '#kernel/refusal'
import type { RemoteListing, Withdrawal, WithdrawEntry } from '#modules/channels'
import { type EbayClient, rejectionsOf } from './client.ts'
import { bulk, type EntryAnswer, findOffer, inventoryPath, memoryOf, type OfferMemory, worstOf } from './offers.ts'

/** Held copies go to quantity 0 in one call, which keeps the listing; sold ones, and what cannot be hidden, end their listing, one call each. */
export async function withdrawAll(client: EbayClient, batch: readonly WithdrawEntry[]): Promise<readonly Withdrawal[]> {
  const held = batch.filter(({ kind }) => kind === 'held')
  const hidden = await hideAll(client, held)
  const answers: Withdrawal[] = []
  for (const entry of batch) answers.push(hidden.get(entry.remote.id) ?? (await end(client, entry.remote)))
  return answers
}

async function hideAll(client: EbayClient, held: readonly WithdrawEntry[]): Promise<Map<string, Withdrawal>> {
  const requests = held.map(({ remote }) => ({
    sku: remote.sku,
    shipToLocationAvailability: { quantity: 0 },
    offers: [{ offerId: remote.id, availableQuantity: 0 }],
  }))
  const responses = await bulk(client, 'bulk_update_price_quantity', requests)
  const answers = new Map<string, Withdrawal>()
  for (const { remote } of held) {
    const told = worstOf(responses, { sku: remote.sku, offerId: remote.id })
    answers.set(remote.id, await hidden(client, remote, told))
  }
  return answers
}

async function hidden(client: EbayClient, remote: RemoteListing, told: EntryAnswer | undefined): Promise<Withdrawal> {
  if (!told) return { kind: 'failed', message: 'eBay left this entry out', retryAfterMs: undefined }
  if (told.statusCode < 300) return withdrawn(remote, 'hidden')
  if (told.statusCode >= 500) return { kind: 'failed', message: `status ${told.statusCode}`, retryAfterMs: undefined }
  // Sold or ended there, or a listing that may not be hidden: revised too often today. The copy is not free, so it ends.
  return end(client, remote)
}

async function end(client: EbayClient, remote: RemoteListing): Promise<Withdrawal> {
  const answer = await client.call({ method: 'POST', path: `${inventoryPath}/offer/${remote.id}/withdraw` })
  if (answer.status < 300 || (await isOver(client, remote))) return withdrawn(remote, 'ended')
  return { kind: 'rejected', reasons: rejectionsOf(answer) }
}

/** The vendor refuses to withdraw what is not on sale; then there is nothing to withdraw. */
async function isOver(client: EbayClient, remote: RemoteListing): Promise<boolean> {
  const offer = await findOffer(client, remote.id)
  return offer?.status !== 'PUBLISHED'
}

function withdrawn(remote: RemoteListing, state: OfferMemory['state']): Withdrawal {
  const before = memoryOf(remote)
  if (!before) throw new Outage('ebay', `our memory of offer ${remote.id} is not readable`)
  return { kind: 'withdrawn', remote: { ...remote, data: { ...before, state, quantity: 0 } } }
}
