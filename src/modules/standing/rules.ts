/** What a rate counts: sales the seller cancelled or refused, or parcels that left late. */
export type Fault = 'cancelled' | 'late'

export type RateRule = {
  readonly name: string
  readonly fault: Fault
  /** Looked at while `salesMin` sales or more lie within it. */
  readonly shortWindow?: { readonly days: number; readonly salesMin: number }
  readonly windowDays: number
  readonly limitBasisPoints: number
  /** Below this many different buyers with a fault the rate has no consequence. */
  readonly buyersMin: number
  /** Stricter where the seller has a better level to lose. */
  readonly top?: { readonly level: RegExp; readonly limitBasisPoints: number; readonly buyersMin: number }
}

export type SilenceRule = {
  readonly name: string
  readonly hoursMax: number
  /** Hours after which a person is warned, then urged. */
  readonly watchHours: number
  readonly riskHours: number
  /** The vendor's own words for an order that waits for the seller; after a payment, counted from the payment. */
  readonly waitingStates: readonly string[]
  readonly paidStates: readonly string[]
}

export type VendorRules = {
  readonly rates: readonly RateRule[]
  readonly silence?: SilenceRule
  /** The day of the month on which the vendor judges. */
  readonly judgedOnDay?: number
}

const ebayWindow = { shortWindow: { days: 90, salesMin: 400 }, windowDays: 365 } as const

/**
 * Where vendors punish. eBay: seller performance policy (export.ebay.com and eBay's help, read 2026-11): judged on the 20th;
 * three months from 400 sales on, else twelve; below standard above 2 % with five buyers or more, top rated up to 0.5 % and three.
 * Discogs: three days without a word. Mirakl: every operator sets its own; ours is careful.
 */
export const rulesOf: Readonly<Record<string, VendorRules>> = {
  ebay: {
    judgedOnDay: 20,
    rates: [
      {
        name: 'defect-rate',
        fault: 'cancelled',
        ...ebayWindow,
        limitBasisPoints: 200,
        buyersMin: 5,
        top: { level: /^top/i, limitBasisPoints: 50, buyersMin: 4 },
      },
      { name: 'late-shipment-rate', fault: 'late', ...ebayWindow, limitBasisPoints: 300, buyersMin: 6 },
    ],
  },
  discogs: {
    rates: [],
    silence: {
      name: 'silence',
      hoursMax: 72,
      watchHours: 36,
      riskHours: 60,
      waitingStates: ['New Order'],
      paidStates: ['Payment Received'],
    },
  },
  mirakl: {
    rates: [{ name: 'refusal-rate', fault: 'cancelled', windowDays: 30, limitBasisPoints: 500, buyersMin: 3 }],
  },
}

/** A parcel counts as late after this many days without one; the vendor's own count goes before ours. */
export const lateAfterDays = 3
