import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { RateFile } from './rate.ts'

export type ReadId = Id<'RateRead'>

/** Readers and choosers one after the other: each judges what the one before it left. */
export async function lockCurrencies(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('currency_rates'))`.execute(tx.db)
}

type ReadRow = {
  readonly id: ReadId
  readonly outcome: 'kept' | 'unchanged' | 'refused' | 'away'
  readonly rateDate: string | null
  readonly reason: string | null
}

export async function insertRead(tx: Tx, { id, outcome, rateDate, reason }: ReadRow): Promise<void> {
  await sql`
    insert into rate_reads (id, read_at, read_by, outcome, rate_date, reason)
    values (${id}, ${tx.now()}, ${tx.actor.id}, ${outcome}, ${rateDate}::date, ${reason})`.execute(tx.db)
}

export async function insertRates(tx: Tx, readId: ReadId, { rateDate, rates }: RateFile): Promise<void> {
  await sql`
    insert into currency_rates (rate_date, currency, rate_micro, read_id)
    select ${rateDate}::date, currency, rate_micro, ${readId}::uuid
    from unnest(${rates.map(({ currency }) => currency)}::text[], ${rates.map(({ rateMicro }) => rateMicro)}::bigint[]) as r (currency, rate_micro)`.execute(
    tx.db,
  )
}

export async function insertChoice(tx: Tx, currencies: readonly string[]): Promise<void> {
  await sql`
    insert into currency_choices (number, currencies, chosen_at, chosen_by)
    select coalesce(max(number), 0) + 1, ${[...currencies]}::text[], ${tx.now()}, ${tx.actor.id} from currency_choices`.execute(
    tx.db,
  )
}
