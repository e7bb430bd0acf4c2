import { type Cx, inTransaction, type MaybeTx } from '#platform/cx'
import { listRegimes, type TaxRegime } from './queries.ts'
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
