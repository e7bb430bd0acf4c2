import type { CartId, UnitId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction, type MaybeTx } from '#platform/cx'
import {
  cartSchemes,
  decisionsOf,
  findUnitScheme,
  listRegimes,
  type SchemeDecided,
  type TaxRegime,
  type UnitScheme,
} from './queries.ts'
import type { TaxScheme } from './scheme.ts'
import { upsertRegime } from './store.ts'

/** A small seller begins exempt; a used piece bought from a private person stays under the margin scheme when that ends. */
const firstRegime: TaxRegime = { validFrom: '2000-01-01', regime: 'franchise', usedScheme: 'margin', isOss: false }

const parisDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' })
/** '2026-11-29', the day in Paris. */
export const dayOf = (at: Date): string => parisDay.format(at)

export async function regimeOn(cx: Cx, day: string): Promise<TaxRegime> {
  return (await listRegimes(cx)).find(({ validFrom }) => validFrom <= day) ?? firstRegime
}

/** Sets how the shop is taxed from a day on; the same day again replaces it. Orders placed before keep their taxes. */
export const setRegime = (cx: MaybeTx, regime: TaxRegime): Promise<void> =>
  inTransaction(cx, (tx) => upsertRegime(tx, regime))

/** How a cart will be taxed, for the sentence under its total. */
export async function schemesOfCart(cx: Cx, cartId: CartId): Promise<TaxScheme[]> {
  const { regime, usedScheme } = await regimeOn(cx, dayOf(cx.now()))
  const schemes = await cartSchemes(cx, cartId, usedScheme)
  return regime === 'franchise' && schemes.length > 0 ? ['exempt'] : schemes
}

type UnitTax = UnitScheme & { readonly isExempt: boolean; readonly decisions: readonly SchemeDecided[] }

/** How one piece would be taxed if it were sold today, and every decision about it. Refuses `tax.unit-not-found`. */
export async function taxOfUnit(cx: Cx, unitId: UnitId): Promise<UnitTax> {
  const { regime, usedScheme } = await regimeOn(cx, dayOf(cx.now()))
  const found = (await findUnitScheme(cx, unitId, usedScheme)) ?? refuse('tax.unit-not-found', { unitId })
  return { ...found, isExempt: regime === 'franchise', decisions: await decisionsOf(cx, unitId) }
}
