import { parisDay, parisTime } from '#platform/clock'
import type { DeliveryEstimate, DeliveryMethod } from './delivery.ts'
import { daysAfter, isDeliveryDay, isWorkingDay, onOrAfter } from './holidays.ts'

type Times = Pick<DeliveryMethod, 'handlingDays' | 'transitDaysMin' | 'transitDaysMax' | 'cutOff'>

/**
 * When an order placed now leaves and arrives. Before the cut-off of a working day that day is day nought; handling counts the days the
 * shop works, transit the days carriers deliver; French public holidays count for neither. The product page and the checkout both ask this.
 */
export function estimateDelivery(times: Times, now: Date): DeliveryEstimate {
  const today = parisDay(now)
  const isInTime = isWorkingDay(today) && parisTime(now) < times.cutOff
  const begins = isInTime ? today : daysAfter(today, 1, isWorkingDay)
  const shipsOn = daysAfter(begins, times.handlingDays, isWorkingDay)
  return {
    shipsOn,
    from: onOrAfter(daysAfter(shipsOn, times.transitDaysMin, isDeliveryDay), isDeliveryDay),
    to: onOrAfter(daysAfter(shipsOn, times.transitDaysMax, isDeliveryDay), isDeliveryDay),
  }
}
