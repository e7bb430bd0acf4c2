import { z } from 'zod'

/** Every field we ever set: OF24 sets back whatever it does not get. */
export const offerBody = z.object({
  shop_sku: z.string(),
  product_id: z.string(),
  product_id_type: z.literal('EAN'),
  state_code: z.string(),
  price: z.number(),
  quantity: z.number(),
  description: z.string(),
  internal_description: z.string(),
  update_delete: z.literal('update'),
  leadtime_to_ship: z.number().optional(),
  logistic_class: z.string().optional(),
})
export type OfferBody = z.output<typeof offerBody>
