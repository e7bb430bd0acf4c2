import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { collectionMarketDays, collectionSlots, slotKey } from './collection.ts'
import type { DeliveryChoice } from './delivery.ts'
import { findRelayPoint, getMethod } from './queries.ts'

/** As a form or the API says it: the id of a point, the key of a slot, the id of a market day. */
export type WantedChoice = {
  readonly relayPointId?: string | undefined
  readonly slot?: string | undefined
  readonly marketDayId?: string | undefined
}

/**
 * Makes of a wish what is kept with the order. Refuses `delivery.point-needed`, `delivery.slot-needed` and `delivery.market-day-needed`
 * when it is missing or not offered (any more); undefined for methods that need none.
 */
export async function chooseDelivery(
  cx: Cx,
  methodCode: string,
  wanted: WantedChoice,
): Promise<DeliveryChoice | undefined> {
  const method = await getMethod(cx, methodCode)
  if (method.kind === 'relay') {
    const point = wanted.relayPointId ? await findRelayPoint(cx, wanted.relayPointId) : undefined
    return point ? { kind: 'relay', point } : refuse('delivery.point-needed', {})
  }
  if (method.kind === 'pickup') {
    const slot = (await collectionSlots(cx, method)).find((candidate) => slotKey(candidate) === wanted.slot)
    return slot ? { kind: 'pickup', ...slot } : refuse('delivery.slot-needed', {})
  }
  if (method.kind === 'stall') {
    const day = (await collectionMarketDays(cx, method)).find(({ id }) => id === wanted.marketDayId)
    if (!day) refuse('delivery.market-day-needed', {})
    const { id: marketDayId, day: on, place, address, opensAt: from, closesAt: to } = day
    return { kind: 'stall', marketDayId, day: on, place, address, from, to }
  }
  return undefined
}
