import type { MarketDayId } from '#modules/calendar'

/** `pickup` is click-and-collect at the shop, `stall` is pick-up on a market day. */
export const deliveryKinds = ['letter', 'relay', 'home', 'pickup', 'stall'] as const
export type DeliveryKind = (typeof deliveryKinds)[number]

export type DeliveryMethod = {
  readonly code: string
  readonly kind: DeliveryKind
  readonly countries: readonly string[]
  readonly isActive: boolean
  /** Cents; null: any value. */
  readonly valueMinorMax: number | null
  /** Null: any medium. */
  readonly media: readonly string[] | null
  readonly handlingDays: number
  readonly transitDaysMin: number
  readonly transitDaysMax: number
  /** Clock of Paris: later orders count from the next working day. */
  readonly cutOff: string
  readonly carrier: string | null
  /** The first row that carries the parcel applies. */
  readonly rates: readonly { readonly weightGramsMax: number; readonly priceMinor: number }[]
}

/** What is to travel: items without packing, their value, and what they are. */
export type Parcel = {
  readonly country: string
  readonly weightGrams: number
  readonly itemsMinor: number
  readonly media?: readonly string[] | undefined
}

/** One way the parcel can go, with what it costs before any promotion and when it arrives; days as 2026-11-28. */
export type DeliveryOption = {
  readonly code: string
  /** `email`: gift vouchers alone travel by mail and need no method. */
  readonly kind: DeliveryKind | 'email'
  readonly priceMinor: number
  readonly estimate: DeliveryEstimate
}

/** `from` and `to` are the days of arrival; for collection, `from` is the first day it can be ready. */
export type DeliveryEstimate = { readonly shipsOn: string; readonly from: string; readonly to: string }

export type OpeningWindow = { readonly from: string; readonly to: string }

/** A place that takes parcels in, as the directory knows it. `hours` starts with Monday. */
export type RelayPoint = {
  readonly id: string
  readonly carrier: string
  readonly carrierPointId: string
  readonly name: string
  readonly isLocker: boolean
  readonly street: string
  readonly postcode: string
  readonly city: string
  readonly country: string
  readonly hours: readonly (readonly OpeningWindow[])[]
}
export type NearbyRelayPoint = RelayPoint & { readonly distanceMeters: number }

export type RelaySearch = {
  readonly carrier: string
  readonly country: string
  readonly postcode: string
  readonly city: string
}

/** A carrier's list of relay points. Throws Outage when it is away. */
export type RelayDirectory = {
  /** The nearest first; empty when the place is not known. */
  near(search: RelaySearch): Promise<NearbyRelayPoint[]>
}

declare module '#platform/cx' {
  interface Outside {
    readonly relays?: RelayDirectory | undefined
  }
}

export type CollectionSlot = { readonly day: string; readonly from: string; readonly to: string }

/** What a buyer chooses beside the method; kept with the order as it was then. */
export type DeliveryChoice =
  | { readonly kind: 'relay'; readonly point: RelayPoint }
  | ({ readonly kind: 'pickup' } & CollectionSlot)
  | {
      readonly kind: 'stall'
      readonly marketDayId: MarketDayId
      readonly day: string
      readonly place: string
      readonly address: string
      readonly from: string | null
      readonly to: string | null
    }

/** Grams of the mailer and its stiffeners, by the weight of what it carries; the last row is for anything heavier. */
const packings = [
  { itemsGramsMax: 150, packingGrams: 50 },
  { itemsGramsMax: 600, packingGrams: 180 },
  { itemsGramsMax: 3_000, packingGrams: 350 },
] as const
const heavyPackingGrams = 600

/** What a parcel weighs with its packing: a CD of 105 g travels as 155 g, an LP of 260 g as 440 g. */
export function parcelGrams(itemsGrams: number): number {
  const fitting = packings.find(({ itemsGramsMax }) => itemsGrams <= itemsGramsMax)
  return itemsGrams + (fitting?.packingGrams ?? heavyPackingGrams)
}
