import { z } from 'zod'

const Amount = z.looseObject({ value: z.string(), currency: z.string() })

/** The fields of an offer the stand-in judges; the rest passes through untouched. */
export const OfferBody = z.looseObject({
  availableQuantity: z.number().int().min(0).optional(),
  categoryId: z.string().optional(),
  listingDescription: z.string().max(500_000).optional(),
  listingDuration: z.enum(['GTC', 'DAYS_1', 'DAYS_3', 'DAYS_5', 'DAYS_7', 'DAYS_10', 'DAYS_21', 'DAYS_30']).optional(),
  listingPolicies: z
    .looseObject({
      fulfillmentPolicyId: z.string().optional(),
      paymentPolicyId: z.string().optional(),
      returnPolicyId: z.string().optional(),
      bestOfferTerms: z.looseObject({ bestOfferEnabled: z.boolean().optional() }).optional(),
    })
    .optional(),
  merchantLocationKey: z.string().optional(),
  pricingSummary: z.looseObject({ price: Amount.optional() }).optional(),
})
export type OfferBody = z.output<typeof OfferBody>

export const NewOfferBody = OfferBody.extend({
  sku: z.string().optional(),
  marketplaceId: z.string().optional(),
  format: z.enum(['FIXED_PRICE', 'AUCTION']).optional(),
})
export type NewOfferBody = z.output<typeof NewOfferBody>

/** What an offer is known by is told once: updateOffer's body (EbayOfferDetailsWithId) has no such fields. */
const untold = z.undefined().optional()
export const OfferReplacement = OfferBody.extend({ sku: untold, marketplaceId: untold, format: untold })

export const BulkOfferBody = z.object({ requests: z.array(NewOfferBody) })
export const BulkPublishBody = z.object({ requests: z.array(z.object({ offerId: z.string() })) })

export const BulkUpdateBody = z.object({
  requests: z.array(
    z.object({
      sku: z.string().optional(),
      shipToLocationAvailability: z.looseObject({ quantity: z.number().int().min(0) }).optional(),
      offers: z
        .array(
          z.object({
            offerId: z.string(),
            availableQuantity: z.number().int().min(0).optional(),
            price: Amount.optional(),
          }),
        )
        .optional(),
    }),
  ),
})
export type QuantityUpdate = z.output<typeof BulkUpdateBody>['requests'][number]
export type OfferUpdate = NonNullable<QuantityUpdate['offers']>[number]

/** Cents of '12.50'; `undefined` when it is no positive amount with at most two decimals. */
export function priceMinor(value: string | undefined): number | undefined {
  if (value === undefined || !/^\d{1,8}(\.\d{1,2})?$/.test(value)) return undefined
  const minor = Math.round(Number(value) * 100)
  return minor > 0 ? minor : undefined
}
