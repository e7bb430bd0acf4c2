import { addDays } from '#platform/clock'
import { type Day, daysBetween, firstWorkingDayFrom } from './calendar.ts'

/** Articles L221-18 and L221-24 of the consumer code: fourteen days to withdraw, and fourteen to pay back. */
const withdrawalDays = 14
const refundDays = 14

/** The last day of the period: the day of receipt is not counted, and a day without work moves the end (article L221-19). */
export const withdrawalEndsOn = (receivedOn: Day): Day => firstWorkingDayFrom(addDays(receivedOn, withdrawalDays))

/**
 * Recordings sealed by the factory lose the right once the buyer has opened them (article L221-28, 9°); a used record was
 * never sealed and keeps it.
 */
export const losesRight = ({ isFactorySealed, wasOpened }: { isFactorySealed: boolean; wasOpened: boolean }): boolean =>
  isFactorySealed && wasOpened

type Amounts = {
  /** What the lines that come back cost, after every discount. */
  readonly linesMinor: number
  /** The whole order comes back, with what came back before. */
  readonly isWhole: boolean
  readonly deliveryMinor: number
  /** The dearest delivery that counts as standard; what express cost above it is not paid back (article L221-24). */
  readonly standardDeliveryMinor: number
}

export const refundMinorOf = ({ linesMinor, isWhole, deliveryMinor, standardDeliveryMinor }: Amounts): number =>
  linesMinor + (isWhole ? Math.min(deliveryMinor, standardDeliveryMinor) : 0)

/** Article L242-4: `upToDays` late, so much more; past the last row five points for every further month begun, up to the price. */
const lateSteps = [
  { upToDays: 20, basisPoints: 500 },
  { upToDays: 30, basisPoints: 1000 },
  { upToDays: 60, basisPoints: 2000 },
  { upToDays: 90, basisPoints: 5000 },
] as const
const legalInterestDays = 10
const monthDays = 30
const pointsPerMonth = 500
const wholePrice = 10_000

/** What a late refund costs on top. Up to ten days it is the legal interest rate, which changes every half-year and is a setting. */
export function lateIncreaseMinor(
  refundMinor: number,
  { daysLate, legalRateBasisPoints }: { daysLate: number; legalRateBasisPoints: number },
): number {
  if (daysLate <= 0) return 0
  if (daysLate <= legalInterestDays) return Math.round((refundMinor * legalRateBasisPoints * daysLate) / (10_000 * 365))
  return Math.round((refundMinor * increaseBasisPoints(daysLate)) / 10_000)
}

function increaseBasisPoints(daysLate: number): number {
  const step = lateSteps.find(({ upToDays }) => daysLate <= upToDays)
  if (step) return step.basisPoints
  const months = Math.ceil((daysLate - 90) / monthDays)
  return Math.min(wholePrice, 5000 + months * pointsPerMonth)
}

/**
 * The day the money is due: fourteen days after the notice, but not before the goods are back or their sending is proved,
 * whichever comes first.
 */
export function refundDueOn({ noticeOn, provedOn }: { noticeOn: Day; provedOn: Day | null }): Day | null {
  if (provedOn === null) return null
  const after = addDays(noticeOn, refundDays)
  return daysBetween(after, provedOn) > 0 ? provedOn : after
}
