import { type SilenceMeasure, type Status, worstOf } from './measure.ts'
import type { SilenceRule } from './rules.ts'

/** An order that waits for a word from the seller, and since when. */
export type SilentOrder = { readonly orderId: string; readonly number: string; readonly since: Date }

const hourMs = 3_600_000

/** Which orders have waited how long; those nearest to the limit first. Answered in time, none is named. */
export function silenceOf(rule: SilenceRule, waiting: readonly SilentOrder[], now: Date): SilenceMeasure {
  const hours = ({ since }: SilentOrder): number => (now.getTime() - since.getTime()) / hourMs
  const late = waiting.filter((order) => hours(order) >= rule.watchHours).toSorted((a, b) => hours(b) - hours(a))
  return {
    kind: 'silence',
    name: rule.name,
    status: worstOf(late.map((order) => statusAfter(rule, hours(order)))),
    hoursMax: rule.hoursMax,
    orders: late.map((order) => ({
      orderId: order.orderId,
      number: order.number,
      hoursLeft: Math.max(0, Math.floor(rule.hoursMax - hours(order))),
    })),
  }
}

const statusAfter = ({ hoursMax, riskHours }: SilenceRule, hours: number): Status =>
  hours >= hoursMax ? 'over' : hours >= riskHours ? 'risk' : 'watch'
