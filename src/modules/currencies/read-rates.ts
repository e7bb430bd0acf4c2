import { newId } from '#kernel/ids'
import { Outage } from '#kernel/refusal'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { notifyPurge } from '#platform/outbox'
import { newestRates, offeredRates } from './queries.ts'
import { faultOf, type RateFile, RateFileFault } from './rate.ts'
import { insertRates, insertRead, lockCurrencies, type ReadId } from './store.ts'

export type RateReading =
  | { readonly outcome: 'kept' | 'unchanged'; readonly rateDate: string; readonly reason: null }
  | { readonly outcome: 'refused'; readonly rateDate: string | null; readonly reason: string }

/**
 * Looks at the bank's file and keeps what is new in it. A file that is broken, of the wrong day or unlikely is refused with its
 * reason, and the last good rates stay. Repeated or in parallel a day is kept once. An Outage is recorded and thrown on.
 */
export async function readRates(cx: Cx): Promise<RateReading> {
  const file = await fileOf(cx)
  return inTransaction(cx, async (tx) => {
    await lockCurrencies(tx)
    const reading = file instanceof RateFileFault ? refused(null, file.message) : await judge(tx, file)
    const id = newId<ReadId>(tx.now())
    await insertRead(tx, { id, ...reading })
    if (reading.outcome === 'kept' && !(file instanceof RateFileFault)) await keep(tx, id, file)
    if (reading.outcome === 'refused') tx.log.warn({ reason: reading.reason }, 'rates refused')
    return reading
  })
}

const refused = (rateDate: string | null, reason: string) => ({ outcome: 'refused', rateDate, reason }) as const

async function fileOf(cx: Cx): Promise<RateFile | RateFileFault> {
  try {
    if (!cx.outside.rates) throw new Outage('rates', 'no source is set up')
    return await cx.outside.rates.read()
  } catch (error) {
    if (error instanceof RateFileFault) return error
    if (error instanceof Outage) await recordAway(cx, error.message)
    throw error
  }
}

const recordAway = (cx: Cx, reason: string): Promise<void> =>
  inTransaction(cx, (tx) => insertRead(tx, { id: newId<ReadId>(tx.now()), outcome: 'away', rateDate: null, reason }))

async function judge(tx: Tx, file: RateFile): Promise<RateReading> {
  const known = await newestRates(tx)
  const reason = faultOf(file, known, tx.now())
  if (reason) return refused(file.rateDate, reason)
  return { outcome: known?.rateDate === file.rateDate ? 'unchanged' : 'kept', rateDate: file.rateDate, reason: null }
}

/** Pages with another currency show the new rates; all pages offer another choice when a currency has come or gone. */
async function keep(tx: Tx, id: ReadId, file: RateFile): Promise<void> {
  const before = await offeredCodes(tx)
  await insertRates(tx, id, file)
  const isSameChoice = before === (await offeredCodes(tx))
  await notifyPurge(tx, isSameChoice ? ['rates'] : ['rates', 'currencies'])
}

const offeredCodes = async (tx: Tx): Promise<string> =>
  ((await offeredRates(tx))?.rates ?? []).map(({ currency }) => currency).join()
