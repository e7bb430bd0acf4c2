/** How a list price becomes a channel's price: list × (1 + markup) + fixed part, rounded up. docs/domain/prices.md. */

export const roundings = ['none', '10-cents', '50-cents', 'euro', 'euro-minus-10'] as const
export type Rounding = (typeof roundings)[number]

export type ChannelPriceRule = {
  readonly channel: string
  readonly markupBasisPoints: number
  readonly markupMinor: number
  readonly rounding: Rounding
}

/** Channels without a rule sell at the list price. */
export const plainRule = (channel: string): ChannelPriceRule => ({
  channel,
  markupBasisPoints: 0,
  markupMinor: 0,
  rounding: 'none',
})

const priceMinorMin = 1

/** The price on a channel, in cents, for a list price in cents. Rounds up to the cent, then as the rule says, up again. */
export function channelPrice(rule: ChannelPriceRule, listMinor: number): number {
  const marked = Math.ceil((listMinor * (10_000 + rule.markupBasisPoints)) / 10_000) + rule.markupMinor
  return Math.max(priceMinorMin, roundUp[rule.rounding](marked))
}

const upTo = (step: number) => (minor: number) => Math.ceil(minor / step) * step

const roundUp = {
  none: (minor: number) => minor,
  '10-cents': upTo(10),
  '50-cents': upTo(50),
  euro: upTo(100),
  'euro-minus-10': (minor: number) => Math.ceil((minor + 10) / 100) * 100 - 10,
} as const satisfies Record<Rounding, (minor: number) => number>
