import { parse as readCsv } from 'csv-parse/sync'
import { z } from 'zod'
import { decimalText } from '#kernel/money'
import { Outage } from '#kernel/refusal'
import {
  bodyOf,
  isSpent,
  type LimitedOperation,
  type MiraklAnswer,
  type MiraklClient,
  parse,
  rejectionOf,
} from './client.ts'
import type { OfferBody } from './offer-body.ts'

export const openImport = z.object({ kind: z.enum(['offers', 'stock', 'prices']), id: z.string(), at: z.string() })
export type OpenImport = z.output<typeof openImport>
type ImportKind = OpenImport['kind']

/** No import is waited for any longer; what Mirakl shows then is the truth. */
const openForMs = 15 * 60_000

/** The imports that may still change an offer, the new one included. */
export const withImport = (pending: readonly OpenImport[], added: OpenImport): OpenImport[] => [
  ...pending.filter(({ at }) => Date.parse(added.at) - Date.parse(at) < openForMs),
  added,
]

const isOpen = ({ at }: OpenImport, now: Date): boolean => now.getTime() - Date.parse(at) < openForMs

const created = z.object({ import_id: z.union([z.number(), z.string()]) })

async function importOf(kind: ImportKind, now: Date, answer: MiraklAnswer): Promise<OpenImport> {
  return { kind, id: String(bodyOf(created, answer).import_id), at: now.toISOString() }
}

/** Tells one import's offers from another's, and the seller when we last wrote: two imports are never the same. */
export const markOf = (at: string): string => `Étal ${at}`

const marked = (offers: readonly OfferBody[], now: Date): OfferBody[] =>
  offers.map((offer) => ({
    ...offer,
    internal_description: `${offer.internal_description} · ${markOf(now.toISOString())}`,
  }))

/** OF24: the offers complete, whatever is left out would be set back. Free once a minute. */
export const importOffers = async (
  client: MiraklClient,
  offers: readonly OfferBody[],
  now: Date,
): Promise<OpenImport> =>
  importOf(
    'offers',
    now,
    await client.call({ method: 'POST', path: '/offers', json: { offers: marked(offers, now) }, operation: 'OF24' }),
  )

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`
const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(';')}\n`).join('')

/** OF01: the same complete offers as a file, with a minute of its own. */
export async function importOfferFile(
  client: MiraklClient,
  offers: readonly OfferBody[],
  now: Date,
): Promise<OpenImport> {
  const columns = Object.keys(offerColumns)
  const rows = marked(offers, now).map((offer) =>
    Object.values(offerColumns).map((field) => String(offer[field] ?? '')),
  )
  const file = { csv: csvOf([columns, ...rows]), fields: { import_mode: 'NORMAL' }, operation: 'OF01' } as const
  return importOf('offers', now, await client.call({ method: 'POST', path: '/offers/imports', ...file }))
}

const offerColumns = {
  sku: 'shop_sku',
  'product-id': 'product_id',
  'product-id-type': 'product_id_type',
  description: 'description',
  'internal-description': 'internal_description',
  price: 'price',
  quantity: 'quantity',
  state: 'state_code',
  'logistic-class': 'logistic_class',
  'update-delete': 'update_delete',
  'leadtime-to-ship': 'leadtime_to_ship',
} as const satisfies Record<string, keyof OfferBody>

/** STO01: nothing but quantities, so that a withdrawal never has to wait for the minute of a publication. */
export async function importStock(client: MiraklClient, skus: readonly string[], now: Date): Promise<OpenImport> {
  const csv = csvOf([
    ['offer-sku', 'quantity', 'warehouse-code', 'update-delete'],
    ...skus.map((sku) => [sku, '0', '', '']),
  ])
  return importOf(
    'stock',
    now,
    await client.call({ method: 'POST', path: '/offers/stock/imports', csv, operation: 'STO01' }),
  )
}

/** PRI01: nothing but prices. It replaces every price of an offer; ours have only one. */
export async function importPrices(client: MiraklClient, offers: readonly OfferBody[], now: Date): Promise<OpenImport> {
  const rows = offers.map(({ shop_sku: sku, price }) => [sku, decimalText(Math.round(price * 100)), '', '', ''])
  const csv = csvOf([['offer-sku', 'price', 'discount-price', 'discount-start-date', 'discount-end-date'], ...rows])
  return importOf(
    'prices',
    now,
    await client.call({ method: 'POST', path: '/offers/pricing/imports', csv, operation: 'PRI01' }),
  )
}

const status = z.object({ status: z.string(), has_error_report: z.boolean().default(false) })
type Status = z.output<typeof status>

const statusCalls: Readonly<
  Record<ImportKind, (id: string) => { path: string; operation: LimitedOperation; query?: Record<string, string> }>
> = {
  offers: (id) => ({ path: `/offers/imports/${id}`, operation: 'OF02' }),
  stock: (id) => ({ path: `/offers/stock/imports/${id}/status`, operation: 'STO02' }),
  prices: (id) => ({ path: '/offers/pricing/imports', operation: 'PRI02', query: { import_id: id } }),
}

/** Mirakl works through the files of one kind in turn: when the last is over, so are those before it. */
const lastOfEach = (pending: readonly OpenImport[]): OpenImport[] => [
  ...new Map(pending.map((open) => [open.kind, open])).values(),
]

const unfinished: readonly string[] = ['WAITING', 'WAITING_SYNCHRONIZATION_PRODUCT', 'RUNNING']
const over: Status = { status: 'COMPLETE', has_error_report: false }

/** Of each kind, when the newest import was sent that is known to be over; shared by all calls of this process. */
export type ImportsOver = Map<string, string>
type Desk = { readonly client: MiraklClient; readonly now: Date; readonly over: ImportsOver }

/**
 * Asks at most once per import and call. The status of offers and prices is free once a minute, of stock every 15 s: when
 * it is not, the import counts as running, and the next look asks. What is over stays over, and with it whatever of its
 * kind was sent before.
 */
export function createImportDesk({ client, now, over: overUntil }: Desk) {
  const known = new Map<string, Status | 'running'>()
  const keyOf = ({ kind }: OpenImport): string => `${client.account} ${kind}`
  const ask = async ({ kind, id }: OpenImport): Promise<Status | 'running'> => {
    const answer = await client.call({ method: 'GET', ...statusCalls[kind](id) })
    if (answer.status === 404) return over
    if (answer.status >= 400) throw new Outage('mirakl', rejectionOf(answer).message)
    const found =
      kind === 'prices'
        ? parse(z.object({ data: z.array(status) }), answer.body()).data[0]
        : parse(status, answer.body())
    return found && unfinished.includes(found.status) ? 'running' : (found ?? over)
  }
  const statusOf = async (open: OpenImport): Promise<Status | 'running'> => {
    if (!isOpen(open, now)) return over
    const before = known.get(`${open.kind} ${open.id}`)
    if (before !== undefined) return before
    const told = await ask(open).catch((error: unknown) => {
      if (isSpent(error)) return 'running' as const
      throw error
    })
    known.set(`${open.kind} ${open.id}`, told)
    if (told !== 'running' && open.at > (overUntil.get(keyOf(open)) ?? '')) overUntil.set(keyOf(open), open.at)
    return told
  }
  const isOver = async (open: OpenImport): Promise<boolean> =>
    open.at <= (overUntil.get(keyOf(open)) ?? '') || (await statusOf(open)) !== 'running'
  const reports = new Map<string, Promise<Map<string, string> | 'running'>>()
  return {
    async isRunning(pending: readonly OpenImport[]): Promise<boolean> {
      for (const open of lastOfEach(pending)) if (!(await isOver(open))) return true
      return false
    },
    /** What OF03 says against each SKU of an offer import that is over. */
    async complaintsOf(open: OpenImport): Promise<Map<string, string> | 'running'> {
      const told = await statusOf(open)
      if (told === 'running') return 'running'
      if (!told.has_error_report) return new Map()
      const report = reports.get(open.id) ?? readReport(client, open.id)
      reports.set(open.id, report)
      return report
    },
  }
}
export type ImportDesk = ReturnType<typeof createImportDesk>

const reportRow = z.object({ sku: z.string(), 'error-message': z.string() })

async function readReport(client: MiraklClient, id: string): Promise<Map<string, string> | 'running'> {
  const path = `/offers/imports/${id}/error_report`
  const answer = await client.call({ method: 'GET', path, operation: 'OF03' }).catch((error: unknown) => {
    if (isSpent(error)) return 'running' as const
    throw error
  })
  if (answer === 'running') return 'running'
  if (answer.status === 404) return new Map()
  if (answer.status >= 400) throw new Outage('mirakl', rejectionOf(answer).message)
  const rows = parse(z.array(reportRow), rowsOf(answer.text))
  return new Map(rows.map((row) => [row.sku, row['error-message']]))
}

function rowsOf(text: string): unknown {
  try {
    return readCsv(text, { columns: true, delimiter: ';', bom: true, skipEmptyLines: true })
  } catch (cause) {
    throw new Outage('mirakl', 'the error report is not a CSV file', { cause })
  }
}
