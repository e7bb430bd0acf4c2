import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { DatedTerms } from './queries.ts'

export async function upsertTerms(tx: Tx, terms: DatedTerms): Promise<void> {
  const { validFrom, validMonths, amountMinMinor, amountMaxMinor } = terms
  await sql`
    insert into voucher_terms (valid_from, valid_months, amount_min_minor, amount_max_minor, set_at, set_by)
    values (${validFrom}::date, ${validMonths}, ${amountMinMinor}, ${amountMaxMinor}, ${tx.now()}, ${tx.actor.id})
    on conflict (valid_from) do update set valid_months = excluded.valid_months, amount_min_minor = excluded.amount_min_minor,
      amount_max_minor = excluded.amount_max_minor, set_at = excluded.set_at, set_by = excluded.set_by`.execute(tx.db)
}
