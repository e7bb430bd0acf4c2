import { z } from 'zod'
import { decimalText } from '#kernel/money'
import { Outage } from '#kernel/refusal'
import type { CreationTrace, Finding, Publication, PublishEntry } from '#modules/channels'
import { type DiscogsAnswer, type DiscogsClient, parse, rejectionOf } from './client.ts'
import { type DiscogsListing, listing, listingBody, mediaCondition, sleeveCondition, stateOf } from './listings.ts'

const upload = z.object({ finished_ts: z.string().nullable(), results: z.string().default('') })
const page = z.object({ pagination: z.object({ page: z.number(), pages: z.number() }), listings: z.array(listing) })

const perPage = 100
/** The API shows at most 10,000 listings of an inventory. */
const pagesMax = 100
/** The clocks of two machines differ; a listing this much older than our attempt is still ours. */
const clockSkewMs = 300_000
const alreadyRunning = 409

/** One CSV for many creations: at 60 requests a minute the API alone would need half an hour for a thousand copies. */
export async function uploadAll(
  client: DiscogsClient,
  batch: readonly PublishEntry[],
): Promise<readonly Publication[]> {
  const form = new FormData()
  form.append('upload', new Blob([csvOf(batch)], { type: 'text/csv' }), 'etal.csv')
  const encoded = new Response(form)
  const answer = await client.call({
    method: 'POST',
    path: '/inventory/upload/add',
    body: new Uint8Array(await encoded.arrayBuffer()),
    contentType: encoded.headers.get('content-type') ?? 'multipart/form-data',
  })
  if (answer.status === alreadyRunning) {
    return batch.map(() => ({ kind: 'failed', message: rejectionOf(answer).message, retryAfterMs: 5_000 }))
  }
  if (answer.status >= 300)
    throw new Outage('discogs', `the inventory upload was refused: ${rejectionOf(answer).message}`)
  const uploadId = uploadIdOf(answer)
  return batch.map(({ wanted }) => ({ kind: 'accepted', data: { uploadId, body: listingBody(wanted, 'For Sale') } }))
}

function uploadIdOf({ location }: DiscogsAnswer): string {
  const id = /\/inventory\/upload\/(\d+)$/.exec(location ?? '')?.[1]
  if (id === undefined) throw new Outage('discogs', 'unexpected answer at Location: no upload id')
  return id
}

const columns = [
  'release_id',
  'price',
  'media_condition',
  'sleeve_condition',
  'comments',
  'accept_offer',
  'external_id',
  'weight',
]

const csvOf = (batch: readonly PublishEntry[]): string =>
  [columns, ...batch.map(({ wanted }) => rowOf(wanted))].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')

const rowOf = (wanted: PublishEntry['wanted']): string[] => [
  String(wanted.facts.discogsReleaseId),
  decimalText(wanted.priceMinor),
  mediaCondition(wanted),
  sleeveCondition(wanted),
  wanted.description,
  'N',
  wanted.sku,
  String(wanted.weightGrams),
]

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/**
 * Looks our SKUs up in the inventory, newest first, as far back as the oldest attempt. While an upload of one of them
 * is still being worked on, its entries are answered `not-yet`.
 */
export async function findAll(client: DiscogsClient, traces: readonly CreationTrace[]): Promise<readonly Finding[]> {
  const running = await runningUploads(client, traces)
  const asked = traces.filter((trace) => !isIn(running, trace))
  const found = asked.length > 0 ? await scanInventory(client, asked) : new Map<string, DiscogsListing>()
  return traces.map((trace) => {
    if (isIn(running, trace)) return { kind: 'not-yet' }
    const match = found.get(trace.sku)
    if (!match) return { kind: 'absent' }
    return {
      kind: 'found',
      remote: { id: String(match.id), sku: trace.sku, data: { body: bodyOf(trace, match) } },
      state: stateOf(match),
    }
  })
}

const isIn = (running: ReadonlySet<string>, { data }: CreationTrace): boolean =>
  typeof data.uploadId === 'string' && running.has(data.uploadId)

async function runningUploads(client: DiscogsClient, traces: readonly CreationTrace[]): Promise<Set<string>> {
  const ids = new Set(traces.flatMap(({ data }) => (typeof data.uploadId === 'string' ? [data.uploadId] : [])))
  const running = new Set<string>()
  for (const id of ids) {
    const answer = await client.call({ method: 'GET', path: `/inventory/upload/${id}` })
    if (answer.status < 300 && parse(upload, answer.body).finished_ts === null) running.add(id)
  }
  return running
}

async function scanInventory(
  client: DiscogsClient,
  traces: readonly CreationTrace[],
): Promise<Map<string, DiscogsListing>> {
  const missing = new Set(traces.map(({ sku }) => sku))
  const oldest = Math.min(...traces.map(({ startedAt }) => startedAt.getTime())) - clockSkewMs
  const found = new Map<string, DiscogsListing>()
  for (let number = 1; number <= pagesMax; number += 1) {
    const { pagination, listings } = await readPage(client, number)
    const fresh = listings.filter((candidate) => Date.parse(candidate.posted) >= oldest)
    for (const candidate of fresh) {
      if (candidate.status !== 'Deleted' && missing.delete(candidate.external_id))
        found.set(candidate.external_id, candidate)
    }
    if (missing.size === 0 || fresh.length < listings.length || number >= pagination.pages) break
  }
  return found
}

async function readPage(client: DiscogsClient, number: number) {
  const query = new URLSearchParams({
    status: 'All',
    sort: 'listed',
    sort_order: 'desc',
    per_page: String(perPage),
    page: String(number),
  })
  const path = `/users/${encodeURIComponent(client.username)}/inventory?${query}`
  const answer = await client.call({ method: 'GET', path })
  if (answer.status >= 300) throw new Outage('discogs', `inventory: ${rejectionOf(answer).message}`)
  return parse(page, answer.body)
}

/** What a later hold must repeat. After a lost answer only the vendor's copy of it is known. */
const bodyOf = ({ data, sku }: CreationTrace, match: DiscogsListing) =>
  data.body ?? {
    release_id: match.release.id,
    condition: match.condition,
    sleeve_condition: match.sleeve_condition,
    price: match.price.value,
    comments: match.comments,
    external_id: sku,
  }
