import type { CreationTrace, Finding, JsonObject, RemoteListing, RemoteState } from '#modules/channels'
import { createImportDesk, type ImportDesk } from './imports.ts'
import {
  isAsTold,
  memoryOf,
  type OfferMemory,
  readOffers,
  remoteOf,
  type ShownOffer,
  stateOf,
  stillOpen,
} from './offers.ts'
import type { Session } from './publish.ts'

/** Imports take from seconds to minutes; a look costs a request per offer, or one per hundred of the shop. */
const lookAgainMs = 10_000

/**
 * The proof. What is exactly as told has arrived. Anything else is only believed once no import of ours can change it any
 * more: an earlier one may still bring back what a later one has taken off.
 */
export async function readBack(
  { client, over, now }: Session,
  batch: readonly RemoteListing[],
): Promise<readonly RemoteState[]> {
  const offers = await readOffers(
    client,
    batch.map(({ sku }) => sku),
  )
  const desk = createImportDesk({ client, over, now: now() })
  const states: RemoteState[] = []
  for (const { sku, data } of batch) states.push(await proofOf(memoryOf(data), { shown: offers.get(sku), desk }))
  return states
}

type Look = { readonly shown: ShownOffer | undefined; readonly desk: ImportDesk }

async function proofOf(memory: OfferMemory | undefined, { shown, desk }: Look): Promise<RemoteState> {
  if (!memory) return stateOf(shown, 0)
  const open = stillOpen(memory, shown)
  const last = memory.pending.at(-1)
  // An import other than the last could still undo what the last has done.
  const isArrived = isAsTold(shown, memory.offer) && open.every((one) => one === last)
  if (!isArrived && (await desk.isRunning(open))) return { kind: 'settling' }
  return stateOf(shown, memory.offer.quantity)
}

/**
 * What became of creations: an offer that shows what it was told is there; otherwise its import is asked, and when that is
 * over its report. A trace without a readable memory (a lost answer) is only looked for.
 */
export async function findAll(
  { client, over, now }: Session,
  traces: readonly CreationTrace[],
): Promise<readonly Finding[]> {
  const due = traces.filter(
    ({ data }) => !(typeof data.lookAt === 'string' && Date.parse(data.lookAt) > now().getTime()),
  )
  const offers = await readOffers(
    client,
    due.map(({ sku }) => sku),
  )
  const desk = createImportDesk({ client, over, now: now() })
  const lookAt = new Date(now().getTime() + lookAgainMs).toISOString()
  const findings = new Map<string, Finding>()
  for (const trace of due)
    findings.set(trace.sku, await findingOf(trace, { shown: offers.get(trace.sku), desk }, lookAt))
  return traces.map(({ sku }) => findings.get(sku) ?? { kind: 'not-yet' })
}

async function findingOf({ sku, data }: CreationTrace, { shown, desk }: Look, lookAt: string): Promise<Finding> {
  const memory = memoryOf(data)
  if (!memory) return shown ? found(shown, data) : { kind: 'absent' }
  const last = memory.pending.at(-1)
  if (shown && stillOpen(memory, shown).length === 0) return foundAs(shown, memory)
  const complaints = last ? await desk.complaintsOf(last) : new Map<string, string>()
  if (complaints === 'running') return { kind: 'not-yet', data: { ...data, lookAt } }
  const message = complaints.get(sku)
  if (message !== undefined) return { kind: 'rejected', reasons: [{ code: 'mirakl.import', message }] }
  return shown ? foundAs(shown, memory) : { kind: 'absent' }
}

const foundAs = (shown: ShownOffer, memory: OfferMemory): Finding => ({
  kind: 'found',
  // Whatever carried it has arrived or is over: nothing of ours can change it any more.
  remote: remoteOf(shown, { ...memory, pending: [] }),
  state: stateOf(shown, memory.offer.quantity),
})

const found = (shown: ShownOffer, data: JsonObject): Finding => ({
  kind: 'found',
  remote: { id: String(shown.offer_id), sku: shown.shop_sku, data },
  state: stateOf(shown, 0),
})
