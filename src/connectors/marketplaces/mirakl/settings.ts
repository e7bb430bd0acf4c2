import { z } from 'zod'

export const conditionNames = ['new', 'like-new', 'very-good', 'good', 'acceptable'] as const
export type ConditionName = (typeof conditionNames)[number]

const codes = z.record(z.string(), z.string())

/** What a person fills in, and what connecting learned from this operator; never secret. */
export const miraklSettings = z.looseObject({
  baseUrl: z.url().transform((address) => address.replace(/\/$/, '')),
  shopId: z.string().optional(),
  /** Offers that leave these out get the operator's own values back. */
  leadtimeToShip: z.coerce.number().int().min(0).max(45).optional(),
  logisticClass: z.string().optional(),
  /** The operator's code for each condition it has. */
  states: codes.default({}),
  /** The operator's reason for each of our reasons to cancel. */
  cancelReasons: codes.default({}),
  /** The operator's carriers: code by label. */
  carriers: codes.default({}),
})
export type MiraklSettings = z.output<typeof miraklSettings>
