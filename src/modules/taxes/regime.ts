import { type Cx, inTransaction, type MaybeTx } from '#platform/cx'
import { sql } from '#platform/db'

export type TaxRegime = {
  readonly validFrom: string
  readonly regime: 'normal' | 'franchise'
  readonly usedScheme: 'margin' | 'normal'
  readonly isOss: boolean
}

/** A small seller begins exempt; a used piece bought from a private person stays under the margin scheme when that ends. */
const firstRegime: TaxRegime = { validFrom: '2000-01-01', regime: 'franchise', usedScheme: 'margin', isOss: false }

const parisDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' })
/** '2026-11-29', the day in Paris. */
export const dayOf = (at: Date): string => parisDay.format(at)

/** Every regime the shop has told, the latest first. */
export async function listRegimes(cx: Cx): Promise<TaxRegime[]> {
  const { rows } = await sql<TaxRegime>`
    select valid_from::text as valid_from, regime, used_scheme, is_oss from tax_regimes order by valid_from desc limit 100`.execute(
    cx.db,
  )
  return rows
}

export async function regimeOn(cx: Cx, day: string): Promise<TaxRegime> {
  return (await listRegimes(cx)).find(({ validFrom }) => validFrom <= day) ?? firstRegime
}

/** Sets how the shop is taxed from a day on; the same day again replaces it. Orders placed before keep their taxes. */
export const setRegime = (cx: MaybeTx, { validFrom, regime, usedScheme, isOss }: TaxRegime): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await sql`
      insert into tax_regimes (valid_from, regime, used_scheme, is_oss, set_at, set_by)
      values (${validFrom}::date, ${regime}, ${usedScheme}, ${isOss}, ${tx.now()}, ${tx.actor.id})
      on conflict (valid_from) do update set regime = excluded.regime, used_scheme = excluded.used_scheme, is_oss = excluded.is_oss,
        set_at = excluded.set_at, set_by = excluded.set_by`.execute(tx.db)
  })
