import { z } from '@hono/zod-openapi'
import { timeSchema } from '#platform/http'
import { markKinds } from './hold-view.ts'

const LightSchema = z
  .enum(['green', 'amber', 'red', 'off'])
  .describe('green: proven absent everywhere; amber: under way; red: something is in the way; off: nothing is held')

const ObstacleSchema = z.object({
  why: z.enum(['refused', 'unreachable', 'still-on-sale']),
  since: timeSchema,
  problem: z.object({
    code: z.string(),
    message: z.string().describe("The vendor's own words"),
    nextTryAt: timeSchema.nullable(),
  }),
})

const AccountLightSchema = z
  .object({
    accountId: z.string(),
    channel: z.string(),
    label: z.string(),
    light: LightSchema,
    copyCount: z.int(),
    provenCount: z.int(),
    byHandCount: z.int().describe('Ads a person must take down and tick off'),
    obstacle: ObstacleSchema.nullable(),
  })
  .openapi('HoldAccount')

const copyFields = {
  unitId: z.string(),
  code: z.string(),
  variantId: z.string(),
  sku: z.string(),
  artist: z.string(),
  title: z.string(),
  place: z.string(),
  state: z
    .enum(['held', 'taken', 'gone', 'released'])
    .describe('taken: somebody else had it from the start; gone: held, then sold or moved away'),
  heldAt: timeSchema.nullable(),
  releasedAt: timeSchema.nullable(),
  heldBy: z
    .object({
      kind: z.string().describe('cart, order, hold …'),
      id: z.string(),
      name: z.string().nullable(),
      until: timeSchema.nullable(),
    })
    .nullable(),
}

const TakenCopySchema = z.object(copyFields).openapi('TakenCopy')
const HoldCopySchema = z
  .object({ ...copyFields, marks: z.record(z.string(), z.enum(markKinds)).describe('By account id') })
  .openapi('HoldCopy')

const holdFields = {
  id: z.string(),
  name: z.string(),
  plannedEndAt: timeSchema.nullable(),
  beganAt: timeSchema,
  beganBy: z.string(),
  heldCount: z.int(),
  takenCount: z.int(),
  goneCount: z.int(),
  releasedCount: z.int(),
  light: LightSchema,
}

export const HoldRowSchema = z.object(holdFields).openapi('HoldRow')
export const HoldSchema = z
  .object({
    ...holdFields,
    accounts: z.array(AccountLightSchema),
    copies: z.array(HoldCopySchema),
    events: z.array(
      z.object({
        what: z.enum(['begun', 'added', 'released']),
        count: z.int(),
        reason: z.string(),
        at: timeSchema,
        actor: z.string(),
      }),
    ),
  })
  .openapi('Hold')

export const OutcomeSchema = z
  .object({
    id: z.string(),
    heldCount: z.int(),
    taken: z.array(TakenCopySchema).describe('Not held, because somebody else has them or they left the shelves'),
    unknown: z.array(z.string()).describe('Codes of the list that nothing here bears'),
  })
  .openapi('HoldOutcome')
