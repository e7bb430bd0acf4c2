import { z } from 'zod'
import type { CreationTrace, Finding, RemoteListing, RemoteState, StandingListing } from '#modules/channels'
import { bodyOf, type VintedClient } from './client.ts'
import { isBusy, item, itemRejections, itemsPath, memoryOf, stateOf, type VintedItem } from './items.ts'

const page = z.object({ items: z.array(item).default([]) })
const perPage = 100
/** Five hundred slots, some of them granted twice, and what was sold or kept as a draft. */
const pagesMax = 50
/** Above this many, pages of a hundred are cheaper than one request each. */
const singlyMax = 4

/** Undefined for what the vendor does not know (any more). */
export async function findItem(client: VintedClient, id: string): Promise<VintedItem | undefined> {
  const answer = await client.call({ method: 'GET', path: `${itemsPath}/${encodeURIComponent(id)}/status` })
  return answer.status === 404 ? undefined : { ...bodyOf(item, answer), id }
}

async function readPage(client: VintedClient, after: string | undefined): Promise<readonly VintedItem[]> {
  const query = new URLSearchParams({
    limit: String(perPage),
    ...(after === undefined ? {} : { after_item_id: after }),
  })
  return bodyOf(page, await client.call({ method: 'GET', path: `${itemsPath}?${query}` })).items
}

export async function readBackAll(client: VintedClient, batch: readonly RemoteListing[]): Promise<RemoteState[]> {
  const states: RemoteState[] = []
  for (const remote of batch) {
    const found = await findItem(client, remote.id)
    states.push(found ? stateOf(found, memoryOf(remote)) : { kind: 'absent' })
  }
  return states
}

/**
 * What became of our creations: by id where the answer to the creation told it, else by our SKU in the list of items.
 * Among several of one SKU the living one counts, and of these the newest.
 */
export async function findAll(client: VintedClient, traces: readonly CreationTrace[]): Promise<readonly Finding[]> {
  const isShort = traces.length <= singlyMax && traces.every(({ data }) => typeof data.itemId === 'string')
  const found = isShort ? await findById(client, traces) : await scan(client, traces)
  return traces.map((trace) => findingOf(trace, found.get(trace.sku)))
}

type Found = ReadonlyMap<string, VintedItem>

async function findById(client: VintedClient, traces: readonly CreationTrace[]): Promise<Found> {
  const found = new Map<string, VintedItem>()
  for (const { sku, data } of traces) {
    const one = await findItem(client, String(data.itemId))
    if (one) found.set(sku, one)
  }
  return found
}

async function scan(client: VintedClient, traces: readonly CreationTrace[]): Promise<Found> {
  const wanted = new Set(traces.map(({ sku }) => sku))
  const found = new Map<string, VintedItem>()
  let after: string | undefined
  for (let number = 0; number < pagesMax; number += 1) {
    const items = await readPage(client, after)
    for (const candidate of items) {
      const known = found.get(candidate.reference)
      if (wanted.has(candidate.reference) && (!known || isAlive(candidate) || !isAlive(known)))
        found.set(candidate.reference, candidate)
    }
    after = items.at(-1)?.id
    if (items.length < perPage) break
  }
  return found
}

const isAlive = ({ status }: VintedItem): boolean => !['FAILED', 'REJECTED', 'DELETED', 'SOLD'].includes(status)

function findingOf(trace: CreationTrace, found: VintedItem | undefined): Finding {
  if (!found || found.status === 'DELETED') return { kind: 'absent' }
  if (['FAILED', 'REJECTED'].includes(found.status)) return refused(trace, found)
  // Its id is kept, so that the next look costs one request.
  if (isBusy(found)) return { kind: 'not-yet', data: { ...trace.data, itemId: found.id } }
  const memory = memoryOf(trace)
  const remote = { id: found.id, sku: trace.sku, data: memory ?? {} }
  // Without our memory of it nobody knows what it shows: it counts as hidden and is told everything once more, unless it is over.
  const isKnown = memory !== undefined || found.status === 'SOLD'
  return { kind: 'found', remote, state: isKnown ? stateOf(found, memory) : { kind: 'hidden' } }
}

/** A refusal of an earlier creation says nothing about this one. */
const refused = ({ data }: CreationTrace, found: VintedItem): Finding =>
  data.itemId === found.id ? { kind: 'rejected', reasons: itemRejections(found) } : { kind: 'absent' }

/** Everything of the account, a hundred a request: ids, SKUs and states, and prices only if the vendor tells them. */
export async function listAll(client: VintedClient, from: string | undefined) {
  const found = await readPage(client, from)
  const items = found.filter(({ status }) => status !== 'DELETED').map(standing)
  return { items, next: found.length < perPage ? undefined : found.at(-1)?.id }
}

function standing(one: VintedItem): StandingListing {
  const { id: remoteId, reference: sku, priceMinor } = one
  const state = stateOf({ ...one, priceMinor: priceMinor ?? 0 }, undefined)
  return { remoteId, sku, title: '', state, ...(priceMinor === undefined ? { isPriceUnknown: true } : {}) }
}
