import { z } from 'zod'
import type { IncidentView } from './queries.ts'

const facts = z
  .object({
    buyer: z.string().default(''),
    isAwaitingDecision: z.boolean().default(false),
    command: z.string().default(''),
    provider: z.string().default(''),
    amountMinor: z.int().nullable().default(null),
    lines: z.array(z.object({ title: z.string() })).default([]),
    holders: z
      .array(
        z.object({
          unitCode: z.string(),
          placeCode: z.string(),
          heldBy: z.string().nullable(),
          orderNumber: z.string().nullable().default(null),
        }),
      )
      .default([]),
    reasons: z.array(z.object({ code: z.string(), message: z.string() })).default([]),
  })
  .transform(({ lines, holders, ...rest }) => ({
    ...rest,
    titles: lines.map(({ title }) => title),
    holders: holders.map(({ heldBy, ...unit }) => ({ ...unit, heldBy: heldBy?.split(':')[0] ?? null })),
  }))

const decision = z
  .looseObject({ what: z.string(), textsOf: z.string().default('inbound') })
  .transform(({ what, textsOf, ...values }) => ({
    key: `${textsOf}:decisions.${what}`,
    values: Object.fromEntries(
      Object.entries(values).filter((entry): entry is [string, string | number] =>
        ['string', 'number'].includes(typeof entry[1]),
      ),
    ),
  }))

/** What a person reads of an incident: modules keep with it what they know, in shapes of their own. */
export const viewIncident = (incident: IncidentView) => ({
  ...incident,
  facts: facts.parse(incident.data),
  decision: incident.decision && decision.parse(incident.decision),
})
