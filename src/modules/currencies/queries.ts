import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { type Rate, type RateFile, ratesEndAt } from './rate.ts'

/** The newest day's rates, or undefined before the first file. */
export async function newestRates(cx: Cx): Promise<RateFile | undefined> {
  const { rows } = await sql<Rate & { rateDate: string }>`
    select rate_date, currency, rate_micro from currency_rates
    where rate_date = (select max(rate_date) from currency_rates) order by currency`.execute(cx.db)
  const [first] = rows
  return first && { rateDate: first.rateDate, rates: rows.map(({ currency, rateMicro }) => ({ currency, rateMicro })) }
}

export async function ratesOf(cx: Cx, rateDate: string): Promise<Rate[]> {
  const { rows } =
    await sql<Rate>`select currency, rate_micro from currency_rates where rate_date = ${rateDate}::date order by currency`.execute(
      cx.db,
    )
  return rows
}

/** What the merchant has chosen; none before the first choice. */
export async function chosenCurrencies(cx: Cx): Promise<readonly string[]> {
  const { rows } = await sql<{
    currencies: string[]
  }>`select currencies from currency_choices order by number desc limit 1`.execute(cx.db)
  return rows[0]?.currencies ?? []
}

export type Offer = {
  readonly rateDate: string
  readonly rates: readonly Rate[]
  /** From then on these rates are too old. */
  readonly endsAt: Date
}

/** What a visitor may pick now, in the merchant's order: chosen, published, and not too old. Undefined when that is nothing. */
export async function offeredRates(cx: Cx): Promise<Offer | undefined> {
  const chosen = await chosenCurrencies(cx)
  if (chosen.length === 0) return undefined
  const newest = await newestRates(cx)
  const endsAt = newest && ratesEndAt(newest.rateDate)
  if (!newest || !endsAt || cx.now() >= endsAt) return undefined
  const rates = chosen.flatMap((code) => newest.rates.find(({ currency }) => currency === code) ?? [])
  return rates.length === 0 ? undefined : { rateDate: newest.rateDate, rates, endsAt }
}

type Read = {
  readonly readAt: Date
  readonly outcome: 'kept' | 'unchanged' | 'refused' | 'away'
  readonly rateDate: string | null
  readonly reason: string | null
}

const readsShown = 10

export async function lastReads(cx: Cx): Promise<Read[]> {
  const { rows } =
    await sql<Read>`select read_at, outcome, rate_date, reason from rate_reads order by read_at desc, id desc limit ${readsShown}`.execute(
      cx.db,
    )
  return rows
}
