import { z } from 'zod'
import { decimalText } from '#kernel/money'
import { Outage } from '#kernel/refusal'
import type { CreationTrace, Publication, PublishEntry } from '#modules/channels'
import { type DiscogsAnswer, type DiscogsClient, parse, rejectionOf } from './client.ts'
import { listingBody, mediaCondition, sleeveCondition } from './listings.ts'

export const job = z.object({ finished_ts: z.string().nullable(), results: z.string().nullish() })
export const alreadyRunning = 409

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
  const uploadId = jobIdOf(answer)
  return batch.map(({ wanted }, index) => ({
    kind: 'accepted',
    data: { uploadId, row: index + 1, body: listingBody(wanted, 'For Sale') },
  }))
}

export function jobIdOf({ location }: DiscogsAnswer): string {
  const id = /\/inventory\/(?:upload|export)\/(\d+)$/.exec(location ?? '')?.[1]
  if (id === undefined) throw new Outage('discogs', 'unexpected answer at Location: no id')
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
 * What became of the uploads these creations were part of: the traces whose upload has ended, each with the reason the
 * vendor gave for its row. The reason alone proves nothing: its wording is unverified, so the inventory is still read.
 */
export async function withoutRunning(
  client: DiscogsClient,
  traces: readonly CreationTrace[],
): Promise<readonly CreationTrace[]> {
  // An export that was asked for after its upload had ended proves that end.
  const open = traces.filter(({ data }) => data.exportId === undefined)
  const ids = new Set(open.flatMap(({ data }) => (typeof data.uploadId === 'string' ? [data.uploadId] : [])))
  const faults = new Map<string, ReadonlyMap<number, string>>()
  const running = new Set<string>()
  for (const id of ids) {
    const answer = await client.call({ method: 'GET', path: `/inventory/upload/${id}` })
    if (answer.status >= 300) continue
    const { finished_ts: finishedAt, results } = parse(job, answer.body)
    if (finishedAt === null) running.add(id)
    else faults.set(id, rowFaults(results ?? ''))
  }
  return traces.flatMap((trace) => {
    const { uploadId, row } = trace.data
    if (typeof uploadId !== 'string' || !ids.has(uploadId)) return [trace]
    if (running.has(uploadId)) return []
    const rowError = faults.get(uploadId)?.get(Number(row))
    return [rowError === undefined ? trace : { ...trace, data: { ...trace.data, rowError } }]
  })
}

/** `…<p>Row 3: Invalid price: expected float.` by row number. */
const rowFaults = (results: string): ReadonlyMap<number, string> =>
  new Map([...results.matchAll(/\bRow (\d+): ([^<]+)/gi)].map(([, row, words]) => [Number(row), (words ?? '').trim()]))
