import type { AccountId, ListingId } from '#kernel/ids'
import { Outage } from '#kernel/refusal'
import {
  type AccountWorker,
  NotNow,
  noteRemote,
  type OpenAccount,
  openConnector,
  type RemoteState,
} from '#modules/channels'
import { type Cx, inTransaction } from '#platform/cx'
import { listToRead, type ToRead } from './queries-proof.ts'
import { type NewReading, saveReadings } from './store.ts'

const batchMax = 10
const againMs = 15_000

/**
 * Asks the vendor about remote ids of held copies that the lane no longer reads back. What cannot be read is recorded
 * with the vendor's words and asked again. Safe in several processes at once: readings overwrite each other.
 */
export async function readBackHeld(cx: Cx, accountId: AccountId): Promise<number> {
  const due = await listToRead(cx, accountId, batchMax)
  if (due.length === 0) return 0
  const open = await openConnector(cx, accountId, 'urgent')
  const readings: NewReading[] = []
  try {
    for (const entry of due) readings.push({ ...placeOf(cx, accountId, entry), ...(await read(open, entry)) })
  } finally {
    await inTransaction(cx, async (tx) => {
      await saveReadings(tx, readings)
      for (const listingId of readings.flatMap(unknownOnSale)) await noteRemote(tx, listingId, 'in doubt')
    })
  }
  return readings.length
}

/** It was created after all: the lane must find it and withdraw it. */
const unknownOnSale = (reading: NewReading): ListingId[] =>
  reading.remoteId === '' && 'state' in reading && reading.state.kind === 'on-sale' ? [reading.listingId] : []

const placeOf = (cx: Cx, accountId: AccountId, { listingId, remoteId }: ToRead) => ({
  accountId,
  listingId,
  remoteId,
  nextTryAt: new Date(cx.now().getTime() + againMs),
})

async function read(open: OpenAccount, entry: ToRead): Promise<{ state: RemoteState } | { message: string }> {
  try {
    return { state: entry.remoteId === '' ? await bySku(open, entry) : await byId(open, entry) }
  } catch (error) {
    if (error instanceof NotNow || !(error instanceof Outage)) throw error
    return { message: error.message }
  }
}

async function byId({ connector }: OpenAccount, { remoteId, sku, remote }: ToRead): Promise<RemoteState> {
  const [state] = await connector.readBack([{ id: remoteId, sku, data: remote }])
  return state ?? { kind: 'settling' }
}

async function bySku({ connector }: OpenAccount, { sku, createdAt }: ToRead): Promise<RemoteState> {
  const [finding] = await connector.findBySku([{ sku, startedAt: createdAt, data: {} }])
  if (finding?.kind === 'found') return finding.state
  return finding?.kind === 'not-yet' ? { kind: 'settling' } : { kind: 'absent' }
}

export const workers: readonly AccountWorker[] = [{ name: 'holds', everyMs: 3_000, run: readBackHeld }]
