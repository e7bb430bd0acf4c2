import { z } from 'zod'
import { refuseWoo } from './refusal.ts'

/** Written as they are read; `trash` is only reached by deleting. */
export const productStatuses = ['draft', 'pending', 'private', 'publish'] as const

const price = z.string().regex(/^(\d+(\.\d{1,2})?)?$/, 'is not of type string, or no amount.')

/** What a client may write of a product (wc/v3, "Product properties"); the rest is read-only or not modelled. */
export const ProductBody = z.object({
  name: z.string().optional(),
  type: z.enum(['simple']).optional(),
  status: z.enum(productStatuses).optional(),
  featured: z.boolean().optional(),
  catalog_visibility: z.enum(['visible', 'catalog', 'search', 'hidden']).optional(),
  description: z.string().optional(),
  short_description: z.string().optional(),
  sku: z.string().optional(),
  regular_price: price.optional(),
  sale_price: price.optional(),
  manage_stock: z.boolean().optional(),
  stock_quantity: z.number().int().nullable().optional(),
  backorders: z.enum(['no', 'notify', 'yes']).optional(),
  sold_individually: z.boolean().optional(),
  weight: z.string().optional(),
  categories: z.array(z.object({ id: z.number().int() })).optional(),
  images: z
    .array(z.object({ id: z.number().int().optional(), src: z.string().optional(), alt: z.string().optional() }))
    .optional(),
  attributes: z
    .array(
      z.object({
        id: z.number().int().optional(),
        name: z.string().optional(),
        position: z.number().int().optional(),
        visible: z.boolean().optional(),
        variation: z.boolean().optional(),
        options: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  meta_data: z.array(z.object({ key: z.string(), value: z.json() })).optional(),
})
export type ProductBody = z.output<typeof ProductBody>

/** WordPress names each wrong parameter. In a batch the real site is more forgiving; a wrong type must not pass unseen here. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const params = Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), message]))
  return refuseWoo(400, ['rest_invalid_param', `Invalid parameter(s): ${Object.keys(params).join(', ')}`], { params })
}
