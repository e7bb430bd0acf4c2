import type { UnitId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { TaxRegime } from './queries.ts'
import type { TaxScheme } from './scheme.ts'

export type SchemeDecision = {
  readonly unitId: UnitId
  readonly scheme: 'normal' | 'margin'
  readonly because: string
}

export async function upsertRegime(tx: Tx, { validFrom, regime, usedScheme, isOss }: TaxRegime): Promise<void> {
  await sql`
      insert into tax_regimes (valid_from, regime, used_scheme, is_oss, set_at, set_by)
      values (${validFrom}::date, ${regime}, ${usedScheme}, ${isOss}, ${tx.now()}, ${tx.actor.id})
      on conflict (valid_from) do update set regime = excluded.regime, used_scheme = excluded.used_scheme, is_oss = excluded.is_oss,
        set_at = excluded.set_at, set_by = excluded.set_by`.execute(tx.db)
}

type LockedUnit = { readonly isSold: boolean; readonly condition: 'new' | 'used' }

export async function lockUnit(tx: Tx, unitId: UnitId): Promise<LockedUnit | undefined> {
  const { rows } = await sql<LockedUnit>`
    select exists (select 1 from order_line_units l where l.unit_id = u.id and l.released_at is null) as is_sold, v.condition
    from units u join variants v on v.id = u.variant_id where u.id = ${unitId} for update of u`.execute(tx.db)
  return rows[0]
}

export async function insertDecision(tx: Tx, { unitId, scheme, because }: SchemeDecision): Promise<void> {
  await sql`
    with decided as (update units set tax_scheme = ${scheme} where id = ${unitId})
    insert into unit_tax_decisions (unit_id, tax_scheme, because, at, actor)
    values (${unitId}, ${scheme}, ${because}, ${tx.now()}, ${tx.actor.id})`.execute(tx.db)
}

export type LineTaxRow = {
  readonly id: string
  readonly scheme: TaxScheme
  readonly country: string
  readonly rate: number
  readonly paid: number
  readonly delivery: number
  readonly cost: number | null
  readonly base: number
  readonly vat: number
}

export async function upsertLineTaxes(tx: Tx, rows: readonly LineTaxRow[]): Promise<void> {
  await sql`
    insert into order_line_taxes (order_line_id, scheme, country, rate_basis_points, paid_minor, delivery_minor, cost_minor, base_minor, vat_minor, recorded_at)
    select id, scheme, country, rate, paid, delivery, cost, base, vat, ${tx.now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (id uuid, scheme text, country text, rate int, paid int, delivery int, cost int, base int, vat int)
    on conflict (order_line_id) do update set scheme = excluded.scheme, country = excluded.country, rate_basis_points = excluded.rate_basis_points,
      paid_minor = excluded.paid_minor, delivery_minor = excluded.delivery_minor, cost_minor = excluded.cost_minor, base_minor = excluded.base_minor,
      vat_minor = excluded.vat_minor, recorded_at = excluded.recorded_at`.execute(tx.db)
}
