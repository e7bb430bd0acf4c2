import { parse as readCsv } from 'csv-parse/sync'
import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { CreationTrace, Finding } from '#modules/channels'
import { type DiscogsClient, parse, rejectionOf } from './client.ts'
import { perPage, readInventory } from './inventory-page.ts'
import { type DiscogsListing, stateOf } from './listings.ts'
import { alreadyRunning, job, jobIdOf, withoutRunning } from './upload.ts'

/** The API shows at most 10,000 listings of an inventory. */
const pagesMax = 100
/** The clocks of two machines differ; a listing this much older than our attempt is still ours. */
const clockSkewMs = 300_000

type Match = Pick<DiscogsListing, 'id' | 'status' | 'condition' | 'sleeve_condition' | 'comments' | 'price'> & {
  readonly release: { readonly id: number }
}

/**
 * Looks our SKUs up. While the vendor still works on an upload its entries are answered `not-yet`; a few are looked for
 * on the inventory's pages, many in one export, which costs the same handful of requests for any number of listings.
 */
export async function findAll(client: DiscogsClient, traces: readonly CreationTrace[]): Promise<readonly Finding[]> {
  const ready = await withoutRunning(client, traces)
  if (ready.length === 0) return traces.map(() => ({ kind: 'not-yet' }))
  const isExported = ready.length > perPage || ready.some(({ data }) => data.exportId !== undefined)
  const findings = isExported ? await findInExport(client, ready) : await findOnPages(client, ready)
  return traces.map((trace) => findings.get(trace.sku) ?? { kind: 'not-yet' })
}

type Findings = Map<string, Finding>

async function findInExport(client: DiscogsClient, traces: readonly CreationTrace[]): Promise<Findings> {
  const exportId = traces.find(({ data }) => typeof data.exportId === 'string')?.data.exportId
  if (typeof exportId !== 'string') return requestExport(client, traces)
  const asked = traces.filter(({ data }) => data.exportId === exportId)
  const answer = await client.call({ method: 'GET', path: `/inventory/export/${exportId}` })
  if (answer.status === 404) return withoutExport(asked)
  if (parse(job, answer.body).finished_ts === null) return new Map()
  const rows = await downloadExport(client, exportId)
  return new Map(asked.map((trace) => [trace.sku, findingOf(trace, rows.get(trace.sku))]))
}

async function requestExport(client: DiscogsClient, traces: readonly CreationTrace[]): Promise<Findings> {
  const answer = await client.call({ method: 'POST', path: '/inventory/export' })
  if (answer.status === alreadyRunning) return new Map()
  if (answer.status >= 300)
    throw new Outage('discogs', `the inventory export was refused: ${rejectionOf(answer).message}`)
  const exportId = jobIdOf(answer)
  return new Map(traces.map(({ sku, data }) => [sku, { kind: 'not-yet', data: { ...data, exportId } }]))
}

const withoutExport = (traces: readonly CreationTrace[]): Findings =>
  new Map(traces.map(({ sku, data: { exportId: _gone, ...data } }) => [sku, { kind: 'not-yet', data }]))

const exportRow = z.object({
  listing_id: z.coerce.number(),
  release_id: z.coerce.number(),
  status: z.string(),
  price: z.coerce.number(),
  comments: z.string(),
  media_condition: z.string(),
  sleeve_condition: z.string(),
  external_id: z.string(),
})

async function downloadExport(client: DiscogsClient, exportId: string): Promise<Map<string, Match>> {
  const text = await client.download(`/inventory/export/${exportId}/download`)
  const rows = parse(z.array(exportRow), readCsv(text, { columns: true, bom: true, skipEmptyLines: true }))
  return new Map(
    rows
      .filter(({ external_id: sku, status }) => sku !== '' && status !== 'Deleted')
      // a copy listed a second time has two rows; the last one made is ours
      .toSorted((a, b) => a.listing_id - b.listing_id)
      .map((row) => [
        row.external_id,
        {
          id: row.listing_id,
          status: row.status,
          condition: row.media_condition,
          sleeve_condition: row.sleeve_condition,
          comments: row.comments,
          price: { value: row.price },
          release: { id: row.release_id },
        },
      ]),
  )
}

async function findOnPages(client: DiscogsClient, traces: readonly CreationTrace[]): Promise<Findings> {
  const found = await scanInventory(client, traces)
  return new Map(traces.map((trace) => [trace.sku, findingOf(trace, found.get(trace.sku))]))
}

function findingOf(trace: CreationTrace, match: Match | undefined): Finding {
  if (!match) return refusedRow(trace) ?? { kind: 'absent' }
  const remote = { id: String(match.id), sku: trace.sku, data: { body: bodyOf(trace, match) } }
  return { kind: 'found', remote, state: stateOf(match) }
}

function refusedRow({ data }: CreationTrace): Finding | undefined {
  if (typeof data.rowError !== 'string') return undefined
  return { kind: 'rejected', reasons: [{ code: 'discogs.422', message: data.rowError }] }
}

async function scanInventory(
  client: DiscogsClient,
  traces: readonly CreationTrace[],
): Promise<Map<string, DiscogsListing>> {
  const missing = new Set(traces.map(({ sku }) => sku))
  const oldest = Math.min(...traces.map(({ startedAt }) => startedAt.getTime())) - clockSkewMs
  const found = new Map<string, DiscogsListing>()
  for (let number = 1; number <= pagesMax; number += 1) {
    const { pagination, listings } = await readInventory(client, { status: 'All', number, newestFirst: true })
    const fresh = listings.filter((candidate) => Date.parse(candidate.posted) >= oldest)
    for (const candidate of fresh) {
      if (candidate.status !== 'Deleted' && missing.delete(candidate.external_id))
        found.set(candidate.external_id, candidate)
    }
    if (missing.size === 0 || fresh.length < listings.length || number >= pagination.pages) break
  }
  return found
}

/** What a later hold must repeat. After a lost answer only the vendor's copy of it is known. */
const bodyOf = ({ data, sku }: CreationTrace, match: Match) =>
  data.body ?? {
    release_id: match.release.id,
    condition: match.condition,
    sleeve_condition: match.sleeve_condition,
    price: match.price.value,
    comments: match.comments,
    external_id: sku,
  }
