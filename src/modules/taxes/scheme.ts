import { allocateMinor, sumMinor } from '#kernel/money'

/** How a line is taxed. `none`: a gift voucher for several uses, which is taxed when it is used. */
export const taxSchemes = ['normal', 'margin', 'exempt', 'none'] as const
export type TaxScheme = (typeof taxSchemes)[number]

/** The VAT contained in an amount with all taxes, rounded half up to the cent, in whole numbers. */
export function containedVat(amountMinor: number, rateBasisPoints: number): number {
  const divisor = 10_000 + rateBasisPoints
  return Math.floor((2 * amountMinor * rateBasisPoints + divisor) / (2 * divisor))
}

export type Taxed = {
  readonly scheme: TaxScheme
  readonly rateBasisPoints: number
  /** What the buyer pays for it, discounts taken off. */
  readonly paidMinor: number
  /** Its share of the delivery charged: consideration like the price itself (directive 2006/112, art. 312). */
  readonly deliveryMinor: number
  /** What each of its pieces was bought for, null when nobody knows; a lot sold for one price is one piece. */
  readonly costsMinor: readonly (number | null)[]
}

export type Tax = { readonly baseMinor: number; readonly vatMinor: number }

/**
 * What is taxed of a line and how much. Under the margin scheme each piece by itself: a loss on one is not set against the
 * gain on another (CIBS L. 242-12).
 */
export function taxOf({ scheme, rateBasisPoints, paidMinor, deliveryMinor, costsMinor }: Taxed): Tax {
  const considerationMinor = paidMinor + deliveryMinor
  if (scheme === 'normal') return split(considerationMinor, rateBasisPoints)
  if (scheme !== 'margin') return { baseMinor: scheme === 'none' ? 0 : considerationMinor, vatMinor: 0 }
  const prices = allocateMinor(
    considerationMinor,
    costsMinor.map(() => 1),
  )
  const taxes = costsMinor.map((costMinor, index) =>
    split(Math.max(0, (prices[index] ?? 0) - (costMinor ?? 0)), rateBasisPoints),
  )
  return {
    baseMinor: sumMinor(taxes.map(({ baseMinor }) => baseMinor)),
    vatMinor: sumMinor(taxes.map(({ vatMinor }) => vatMinor)),
  }
}

function split(amountMinor: number, rateBasisPoints: number): Tax {
  const vatMinor = containedVat(amountMinor, rateBasisPoints)
  return { baseMinor: amountMinor - vatMinor, vatMinor }
}
