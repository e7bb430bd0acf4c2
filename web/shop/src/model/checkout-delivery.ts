import type { MarketDay } from '#modules/calendar'
import {
  type CollectionSlotView,
  collectionMarketDays,
  collectionSlots,
  type DeliveryOption,
  getMethod,
  type RelayAnswer,
  relayPointsNear,
} from '#modules/delivery'
import type { Cx } from '#platform/cx'
import type { Faults, Values } from './checkout-form.ts'

/** What can be picked beside each method: points near the buyer, slots, market days. Empty where the method is not offered. */
export type DeliveryChoices = {
  /** Undefined until the buyer has said where. */
  readonly relays: RelayAnswer | undefined
  readonly relayPlace: string
  readonly slots: readonly CollectionSlotView[]
  readonly marketDays: readonly MarketDay[]
}

type Shown = {
  readonly values: Values
  readonly options: readonly DeliveryOption[]
  readonly chosen: DeliveryOption | undefined
}

export async function deliveryChoices(cx: Cx, { values, options, chosen }: Shown): Promise<DeliveryChoices> {
  const codeOf = (kind: DeliveryOption['kind']) => options.find((option) => option.kind === kind)?.code
  const [pickup, stall] = [codeOf('pickup'), codeOf('stall')]
  const relayPlace = values.relayPlace || [values.postcode, values.city].filter(Boolean).join(' ')
  return {
    relays:
      chosen?.kind === 'relay' && relayPlace !== ''
        ? await relaysNear(cx, chosen.code, { values, relayPlace })
        : undefined,
    relayPlace,
    slots: pickup ? await collectionSlots(cx, await getMethod(cx, pickup)) : [],
    marketDays: stall ? await collectionMarketDays(cx, await getMethod(cx, stall)) : [],
  }
}

async function relaysNear(
  cx: Cx,
  code: string,
  { values, relayPlace }: { values: Values; relayPlace: string },
): Promise<RelayAnswer> {
  const { carrier } = await getMethod(cx, code)
  if (carrier === null) return { kind: 'away' }
  return relayPointsNear(cx, { carrier, country: values.country, ...placeOf(relayPlace) })
}

/** '69004 Lyon', 'Lyon' or '1180 AB': what looks like a postcode is one, the rest is the town. */
export function placeOf(text: string): { postcode: string; city: string } {
  const postcode = postcodeShape.exec(text)?.[0] ?? ''
  return {
    postcode,
    city: text
      .replace(postcode, ' ')
      .replace(/[,\s]+/g, ' ')
      .trim(),
  }
}

/** Dutch, Portuguese, five digits, four digits. */
const postcodeShape = /\b(?:\d{4} ?[A-Z]{2}\b|\d{4}-\d{3}\b|\d{5}\b|\d{4}\b)/

const needed = { relay: 'relayPointId', pickup: 'slot', stall: 'marketDayId' } as const

/** What is chosen for a buyer who has not said: the cheapest that asks for nothing more, or else the cheapest sent. */
export const usualOf = (options: readonly DeliveryOption[]): DeliveryOption | undefined =>
  options.find(({ kind }) => !(kind in needed)) ?? options.find(({ kind }) => kind === 'relay')

/** The fault of a method that needs a choice and has none. */
export function missingChoice(chosen: DeliveryOption | undefined, values: Values): Faults | undefined {
  if (!chosen || chosen.kind === 'letter' || chosen.kind === 'home' || chosen.kind === 'email') return undefined
  const field = needed[chosen.kind]
  return values[field] === '' ? { [field]: field } : undefined
}
