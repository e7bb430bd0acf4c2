import { z } from 'zod'

/** Where our SKU lives at Shopify: a metafield of unique values, by which products are found and upserted. */
export const skuField = { namespace: 'etal', key: 'sku' } as const

/** What connecting an account found out or created; kept with the account, never secret. */
export const shopifySettings = z.looseObject({
  baseUrl: z.url().transform((address) => address.replace(/\/$/, '')),
  locationId: z.string().default(''),
  publicationId: z.string().default(''),
})
export type ShopifySettings = z.output<typeof shopifySettings>
