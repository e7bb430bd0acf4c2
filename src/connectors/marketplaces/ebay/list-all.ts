import { z } from 'zod'
import type { StandingListing } from '#modules/channels'
import { bodyOf, type EbayClient } from './client.ts'
import { findOfferOfSku, inventoryPath, stateOf } from './offers.ts'

const page = z.object({
  total: z.number().default(0),
  inventoryItems: z
    .array(z.object({ sku: z.string().default(''), product: z.object({ title: z.string().default('') }).optional() }))
    .default([]),
})

/** Small, because every record costs a request of its own and a page that is interrupted is read again. */
const perPage = 25

/**
 * Every record the Inventory API keeps, with its offer. The vendor lists offers only by SKU, so 25 listings cost 26
 * requests; what was listed by hand on the site is not in this API at all.
 */
export async function listAll(client: EbayClient, from: string | undefined) {
  const number = Number(from ?? 0)
  // `offset` counts pages in this one call.
  const query = new URLSearchParams({ limit: String(perPage), offset: String(number) })
  const answer = await client.call({ method: 'GET', path: `${inventoryPath}/inventory_item?${query}` })
  const { total, inventoryItems } = bodyOf(page, answer)
  const items: StandingListing[] = []
  for (const { sku, product } of inventoryItems) {
    const offer = await findOfferOfSku(client, sku)
    if (offer) items.push({ remoteId: offer.offerId, sku, title: product?.title ?? '', state: stateOf(offer) })
  }
  const isLast = inventoryItems.length === 0 || (number + 1) * perPage >= total
  return { items, next: isLast ? undefined : String(number + 1) }
}
