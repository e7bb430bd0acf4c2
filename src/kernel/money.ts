/** Amounts are integer cents of the shop's currency (EUR); rates are basis points (2000 = 20 %). */

export const sumMinor = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0)

/** `amountMinor` × `basisPoints`, rounded half away from zero to the cent. */
export function portionMinor(amountMinor: number, basisPoints: number): number {
  const scaled = amountMinor * basisPoints
  return Math.sign(scaled) * Math.round(Math.abs(scaled) / 10_000)
}

/**
 * Splits `totalMinor` (≥ 0) by weight. The parts always sum to the total; leftover cents go to the largest remainders,
 * earlier parts first. All-zero weights give all-zero parts.
 */
export function allocateMinor(totalMinor: number, weights: readonly number[]): number[] {
  const weightSum = BigInt(weights.reduce((sum, weight) => sum + weight, 0))
  if (weightSum === 0n) return weights.map(() => 0)

  const total = BigInt(totalMinor)
  const parts = weights.map((weight, index) => {
    const scaled = total * BigInt(weight)
    return { index, share: Number(scaled / weightSum), remainder: scaled % weightSum }
  })
  const leftover = totalMinor - parts.reduce((sum, part) => sum + part.share, 0)
  const winners = new Set(
    parts
      .toSorted((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1))
      .slice(0, leftover)
      .map((part) => part.index),
  )
  return parts.map((part) => (winners.has(part.index) ? part.share + 1 : part.share))
}

/** '12.50' for 1250: the decimal text marketplaces and payment providers want. */
export function decimalText(amountMinor: number): string {
  const sign = amountMinor < 0 ? '-' : ''
  const cents = Math.abs(amountMinor)
  return `${sign}${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
}

/** 1250 for '12.5', '12.50' or '12,50'; undefined when the text is not an amount with at most two decimals. */
export function minorFromText(text: string): number | undefined {
  const match = /^\s*(-?)(\d{1,9})(?:[.,](\d{1,2}))?\s*$/.exec(text)
  if (!match) return undefined
  const cents = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'))
  return match[1] === '-' ? -cents : cents
}
