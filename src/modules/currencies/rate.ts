import { addDays, parisDay, parisInstant, parisTime, weekdayOf } from '#platform/clock'

/** What one euro is worth: millionths of the currency, exact (`1.0867` is 1086700). */
export type Rate = { readonly currency: string; readonly rateMicro: number }

/** A file of the bank, read but not yet judged. */
export type RateFile = { readonly rateDate: string; readonly rates: readonly Rate[] }

/** Where rates come from. Throws Outage when it does not answer, RateFileFault when the answer is no file of rates. */
export type RateSource = { readonly address: string; read(): Promise<RateFile> }

/** What came back is not a file of rates, or says something that cannot be. */
export class RateFileFault extends Error {}

declare module '#platform/cx' {
  interface Outside {
    readonly rates?: RateSource | undefined
  }
}

/** Older rates are not shown at all. Easter and Christmas keep the bank closed for four days in a row, with a weekend five. */
export const rateAgeDaysMax = 7

/** The moment from which rates of a day are too old to be shown. */
export const ratesEndAt = (rateDate: string): Date => parisInstant(addDays(rateDate, rateAgeDaysMax + 1), '00:00')

export const rateAgeDays = (rateDate: string, now: Date): number =>
  Math.round((Date.parse(parisDay(now)) - Date.parse(rateDate)) / 86_400_000)

/** "Usually updated around 16:00 CET every working day, except on TARGET closing days" (ecb.europa.eu, read 30 Nov 2026). */
const publishedAt = '16:00'

/** Whether the bank may have published something newer than `newest`; on its holidays one looks in vain, which is cheap. */
export function isFileDue(newest: string | null, now: Date): boolean {
  const today = parisDay(now)
  let day = parisTime(now) < publishedAt ? addDays(today, -1) : today
  while (weekdayOf(day) === 0 || weekdayOf(day) === 6) day = addDays(day, -1)
  return newest === null || newest < day
}

/** What the bank publishes (list of January 2026), for a choice before the first file. */
export const publishedCurrencies: readonly string[] =
  'AUD BRL CAD CHF CNY CZK DKK GBP HKD HUF IDR ILS INR ISK JPY KRW MXN MYR NOK NZD PHP PLN RON SEK SGD THB TRY USD ZAR'.split(
    ' ',
  )

const currenciesMin = 10
/** No currency of the list has moved like this in a day since 1999: a point in the wrong place is likelier. */
const moveMax = 0.25

/**
 * Why a file cannot be kept after what is known, or undefined. Rates too old to be shown say nothing about new ones, so that a
 * currency which really has collapsed comes back by itself.
 */
export function faultOf(file: RateFile, known: RateFile | undefined, now: Date): string | undefined {
  const { rateDate, rates } = file
  if (rateDate > parisDay(now)) return `the file is of ${rateDate}, which has not come yet`
  if (rateAgeDays(rateDate, now) > rateAgeDaysMax)
    return `the file is of ${rateDate}, more than ${rateAgeDaysMax} days ago`
  if (rates.length < currenciesMin) return `the file names ${rates.length} currencies, fewer than ${currenciesMin}`
  if (!known) return undefined
  if (rateDate < known.rateDate) return `the file is of ${rateDate}, older than what is known (${known.rateDate})`
  return rateDate === known.rateDate ? contradictionIn(rates, known) : leapIn(rates, known, now)
}

const byCurrency = (rates: readonly Rate[]) => new Map(rates.map(({ currency, rateMicro }) => [currency, rateMicro]))

function contradictionIn(rates: readonly Rate[], known: RateFile): string | undefined {
  const [before, after] = [byCurrency(known.rates), byCurrency(rates)]
  const other = [...after].find(([currency, rateMicro]) => before.get(currency) !== rateMicro)
  if (!other && before.size === after.size) return undefined
  return `the file contradicts the one already kept of ${known.rateDate}${other ? ` (${other[0]})` : ''}`
}

function leapIn(rates: readonly Rate[], known: RateFile, now: Date): string | undefined {
  if (now >= ratesEndAt(known.rateDate)) return undefined
  const before = byCurrency(known.rates)
  const leap = rates.find(({ currency, rateMicro }) => {
    const old = before.get(currency)
    return old !== undefined && Math.abs(rateMicro - old) > old * moveMax
  })
  return leap && `${leap.currency} moved by more than ${moveMax * 100} % since ${known.rateDate}`
}

const microPerUnit = 1_000_000n
const centsPerEuro = 100n

/**
 * Euro cents in the currency's own smallest unit (`decimals` of them: 0 for the yen), rounded half away from zero. Exact integers
 * throughout; it is shown, never charged.
 */
export function approximateMinor(amountMinor: number, rateMicro: number, decimals: number): number {
  const scaled = BigInt(Math.abs(amountMinor)) * BigInt(rateMicro) * 10n ** BigInt(decimals)
  const whole = microPerUnit * centsPerEuro
  return Math.sign(amountMinor) * Number((2n * scaled + whole) / (2n * whole))
}
