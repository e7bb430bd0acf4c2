import { addDays } from '#platform/clock'
import { type Day, dayOf, daysBetween } from './calendar.ts'
import { withdrawalEndsOn } from './rights.ts'

/** What the shop promises beyond the law, as data. */
export const returnPolicy = {
  /** Without a receipt on record the parcel counts as received this long after it left: in the buyer's favour, as the proof is the seller's. */
  assumedTransitDays: 10,
  /** A complaint about what arrived: the guarantee of conformity (article L217-3), two years. */
  complaintDays: 730,
  /** Delivery methods dearer than the standard one, and what the standard one costs. */
  expressMethods: ['express', 'chronopost'],
  standardDeliveryMinor: 450,
  /** Legal interest rate for sums owed to private persons; fixed anew every half-year by decree. Zero until the shop sets it. */
  legalRateBasisPoints: 0,
  /** The buyer pays for sending back after a change of mind (article L221-23), the shop when something is wrong. */
  buyerPaysReturn: ['changed-mind'],
} as const

export type Period = {
  /** Null while nothing has left: the right exists from the order on. */
  readonly endsOn: Day | null
  readonly isOpen: boolean
  readonly isAssumed: boolean
}

/** Until when an order may be withdrawn from. */
export function withdrawalPeriod(
  { receivedOn, sentAt }: { receivedOn: Day | null; sentAt: Date | null },
  now: Date,
): Period {
  const received = receivedOn ?? (sentAt && addDays(dayOf(sentAt), returnPolicy.assumedTransitDays))
  if (!received) return { endsOn: null, isOpen: true, isAssumed: false }
  const endsOn = withdrawalEndsOn(received)
  return { endsOn, isOpen: daysBetween(dayOf(now), endsOn) >= 0, isAssumed: receivedOn === null }
}

export const standardDeliveryOf = ({
  deliveryMethod,
  deliveryMinor,
}: {
  deliveryMethod: string
  deliveryMinor: number
}): number =>
  returnPolicy.expressMethods.some((method) => method === deliveryMethod)
    ? returnPolicy.standardDeliveryMinor
    : deliveryMinor
