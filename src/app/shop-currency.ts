import type { Offer } from '#modules/currencies'

/** Exempt from consent: it keeps what its reader asked for, and says nothing else. */
export const currencyCookie = 'etal_monnaie'

/** The currency a reader sees beside the euro. */
export type ShownCurrency = { readonly code: string; readonly rateMicro: number; readonly rateDate: string }

export const currencyInCookie = (value: string | undefined): string | undefined =>
  value !== undefined && /^[A-Z]{3}$/.test(value) ? value : undefined

/** What the reader picked, as long as it is offered. */
export function shownCurrency(offer: Offer | undefined, wanted: string | undefined): ShownCurrency | undefined {
  const rate = offer?.rates.find(({ currency }) => currency === wanted)
  return offer && rate && { code: rate.currency, rateMicro: rate.rateMicro, rateDate: offer.rateDate }
}
