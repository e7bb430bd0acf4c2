import { nextMarketDays } from '#modules/calendar'
import type { Cx } from '#platform/cx'
import { type DeliveryMethod, type DeliveryOption, type Parcel, parcelGrams } from './delivery.ts'
import { estimateDelivery } from './estimate.ts'
import { listMethods } from './queries.ts'

/** Who asks for every page has these answers ready. */
type Sources = {
  readonly deliveryMethods: (cx: Cx) => Promise<readonly DeliveryMethod[]>
  readonly nextMarketDays: (cx: Cx, daysMax: number) => Promise<readonly unknown[]>
}
const database: Sources = { deliveryMethods: listMethods, nextMarketDays }

/**
 * The ways a parcel can travel to a country, cheapest first, collection last, each with its price in cents and its days. Empty when
 * nothing goes there. Free-shipping promotions apply to the price afterwards; the rules here know no promotion.
 */
export async function deliveryOptions(cx: Cx, parcel: Parcel, sources = database): Promise<DeliveryOption[]> {
  const methods = await sources.deliveryMethods(cx)
  const options = methods.flatMap((method) => optionOf(method, parcel, cx.now()) ?? [])
  // Without a market day to come nobody can be told where to collect.
  const hasMarketDay = options.every(({ kind }) => kind !== 'stall') || (await sources.nextMarketDays(cx, 1)).length > 0
  return options
    .filter(({ kind }) => kind !== 'stall' || hasMarketDay)
    .toSorted((a, b) => Number(isCollected(a)) - Number(isCollected(b)) || a.priceMinor - b.priceMinor)
}

const isCollected = ({ kind }: Pick<DeliveryOption, 'kind'>): boolean => kind === 'pickup' || kind === 'stall'

export function optionOf(method: DeliveryMethod, parcel: Parcel, now: Date): DeliveryOption | undefined {
  const { code, kind } = method
  if (refusalOf(method, parcel) !== undefined) return undefined
  const rate = rateOf(method, parcel)
  return rate && { code, kind, priceMinor: rate.priceMinor, estimate: estimateDelivery(method, now) }
}

export type MethodRefusal = 'inactive' | 'country' | 'value' | 'media' | 'weight'

/** Why a method does not take a parcel; the office's test line says it in words. */
export function refusalOf(method: DeliveryMethod, parcel: Parcel): MethodRefusal | undefined {
  if (!method.isActive) return 'inactive'
  if (!method.countries.includes(parcel.country)) return 'country'
  if (method.valueMinorMax !== null && parcel.itemsMinor > method.valueMinorMax) return 'value'
  if (method.media !== null && !(parcel.media ?? []).every((medium) => method.media?.includes(medium))) return 'media'
  return rateOf(method, parcel) ? undefined : 'weight'
}

const rateOf = ({ rates }: DeliveryMethod, { weightGrams }: Parcel) =>
  rates
    .toSorted((a, b) => a.weightGramsMax - b.weightGramsMax)
    .find(({ weightGramsMax }) => weightGramsMax >= parcelGrams(weightGrams))
