import type { Id } from '#kernel/ids'

export type MarketDayId = Id<'MarketDay'>

/** One outing of the stall. Times are the clock of Europe/Paris, null when only the day is known. */
export type MarketDay = {
  readonly id: MarketDayId
  readonly day: string
  readonly opensAt: string | null
  readonly closesAt: string | null
  readonly place: string
  readonly address: string
  readonly note: string
  readonly seriesId: string | null
  /** Not null: it does not take place. */
  readonly cancelledReason: string | null
  readonly version: number
  readonly updatedAt: Date
}

export type MarketDayFacts = Pick<MarketDay, 'opensAt' | 'closesAt' | 'place' | 'address' | 'note'>

/** A year of Saturdays. */
export const seriesDaysMax = 53
