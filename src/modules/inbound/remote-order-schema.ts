import { z } from 'zod'
import type { RemoteOrder } from '#modules/channels'

/** A marketplace's order as our own jsonb columns keep it: dates are text and what is undefined is left out. */
export const remoteOrderSchema: z.ZodType<RemoteOrder> = z.object({
  externalId: z.string(),
  state: z.enum(['placed', 'paid', 'sent', 'cancelled']),
  isAwaitingDecision: z.boolean().default(false),
  remoteState: z.string(),
  placedAt: z.coerce.date(),
  changedAt: z.coerce.date().optional(),
  buyer: z
    .object({ externalId: z.string(), name: z.string(), email: z.string().optional() })
    .transform(({ email, ...buyer }) => ({ ...buyer, email })),
  address: z.object({
    name: z.string(),
    line1: z.string(),
    line2: z.string(),
    postalCode: z.string(),
    city: z.string(),
    country: z.string(),
    phone: z.string(),
    isGuessed: z.boolean(),
  }),
  lines: z.array(
    z
      .object({
        externalId: z.string(),
        remoteId: z.string().optional(),
        sku: z.string().optional(),
        title: z.string(),
        quantity: z.number(),
        unitPriceMinor: z.number(),
      })
      .transform(({ remoteId, sku, ...line }) => ({ ...line, remoteId, sku })),
  ),
  deliveryMinor: z.number(),
  note: z.string(),
})
