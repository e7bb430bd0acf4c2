import { Hono } from 'hono'
import type { Machine } from '#sandbox/machine'
import { contentLanguage, type EbayContext, type EbayEnv, jsonBody, marketplaceId, queryNumber } from './access.ts'
import { bulkAnswer, entry, limitEntries } from './bulk.ts'
import { readBody, refuseInventory } from './errors.ts'
import { findItem } from './item-store.ts'
import { publish, quantityOffered, revise, withdraw } from './listing-life.ts'
import { findListing } from './listing-store.ts'
import { BulkOfferBody, BulkPublishBody, NewOfferBody, OfferReplacement } from './offer-rules.ts'
import {
  findOffer,
  findOfferByKey,
  insertOffer,
  type Offer,
  offersOf,
  removeOffer,
  replaceOffer,
} from './offer-store.ts'

const pageDefault = 100
const currentMarketplaces = [marketplaceId]

export function offers(machine: Machine): Hono<EbayEnv> {
  const app = new Hono<EbayEnv>()

  app.post('/offer', async (c) => {
    contentLanguage(c)
    return c.json({ offerId: createOffer(machine, readBody(NewOfferBody, await jsonBody(c))) }, 201)
  })

  app.get('/offer', (c) => c.json(offerPage(machine, c)))
  app.get('/offer/:offerId', (c) => c.json(offerView(machine, offerOf(machine, c))))

  app.put('/offer/:offerId', async (c) => {
    contentLanguage(c)
    const offer = offerOf(machine, c)
    const body = readBody(OfferReplacement, await jsonBody(c))
    machine.store.inTransaction(() => {
      replaceOffer(machine, offer.id, body)
      revise(machine, offerOf(machine, c))
    })
    return c.body(null, 204)
  })

  app.delete('/offer/:offerId', (c) => {
    const offer = offerOf(machine, c)
    machine.store.inTransaction(() => {
      if (offer.listing_id !== null) withdraw(machine, offer)
      removeOffer(machine, offer.id)
    })
    return c.body(null, 204)
  })

  app.post('/offer/:offerId/publish', (c) => c.json({ listingId: publish(machine, offerOf(machine, c)) }))

  app.post('/offer/:offerId/withdraw', (c) => {
    const offer = offerOf(machine, c)
    return c.json({ listingId: machine.store.inTransaction(() => withdraw(machine, offer)) })
  })

  app.post('/bulk_create_offer', async (c) => {
    contentLanguage(c)
    const { requests } = readBody(BulkOfferBody, await jsonBody(c))
    limitEntries(requests.length, 25730, 'offers')
    const keys = requests.map(({ sku, marketplaceId: market, format }) => `${sku} ${market} ${format}`)
    if (new Set(keys).size < keys.length) {
      refuseInventory(25729, 'The combination of SKU, marketplaceId and format should be unique.')
    }
    return bulkAnswer(
      c,
      requests.map((body) => {
        const { sku, marketplaceId: market, format } = body
        return entry({ sku, marketplaceId: market, format }, () => ({ offerId: createOffer(machine, body) }))
      }),
    )
  })

  app.post('/bulk_publish_offer', async (c) => {
    const { requests } = readBody(BulkPublishBody, await jsonBody(c))
    limitEntries(requests.length, 25730, 'offers')
    if (new Set(requests.map(({ offerId }) => offerId)).size < requests.length) {
      refuseInventory(25731, 'OfferId should be unique in the request.')
    }
    return bulkAnswer(
      c,
      requests.map(({ offerId }) =>
        entry({ offerId }, () => ({ listingId: publish(machine, knownOffer(machine, offerId)) })),
      ),
    )
  })
  return app
}

/** One offer per SKU, marketplace and format. A second is refused with the first one's id, which lets a client recover. */
function createOffer(machine: Machine, { sku, marketplaceId: market, format, ...body }: NewOfferBody): string {
  if (!sku || !market || !format) return refuseInventory(25735, 'Invalid SKU, marketplaceId or format.')
  if (!currentMarketplaces.includes(market)) return refuseInventory(25709, 'Invalid value for marketplaceId.')
  if (!findItem(machine, sku))
    return refuseInventory(25702, `${sku} could not be found or is not available in the system.`, { status: 404 })
  const key = { sku, marketplaceId: market, format }
  const known = findOfferByKey(machine, key)
  if (known) {
    return refuseInventory(25002, 'A user error has occurred. Offer entity already exists.', {
      parameters: { offerId: known.id },
    })
  }
  return String(insertOffer(machine, { key, body }))
}

const offerOf = (machine: Machine, c: EbayContext): Offer => knownOffer(machine, c.req.param('offerId') ?? '')

export function knownOffer(machine: Machine, offerId: string): Offer {
  const offer = findOffer(machine, Number(offerId))
  return offer ?? refuseInventory(25713, `This Offer is not available : ${offerId}.`, { status: 404 })
}

function offerPage(machine: Machine, c: EbayContext) {
  const sku = c.req.query('sku') ?? refuseInventory(25709, 'Invalid value for sku.')
  const limit = queryNumber(c.req.query('limit'), pageDefault)
  const page = queryNumber(c.req.query('offset'), 0)
  if (!limit || page === undefined) return refuseInventory(25706, 'You have provided invalid pagination values.')
  const found = offersOf(machine, sku).filter(({ format }) => format === (c.req.query('format') ?? format))
  if (found.length === 0) return refuseInventory(25713, `This Offer is not available : ${sku}.`, { status: 404 })
  const shown = found.slice(page * limit, (page + 1) * limit)
  return {
    href: `/sell/inventory/v1/offer?${new URLSearchParams({ sku, limit: String(limit), offset: String(page) })}`,
    limit,
    size: shown.length,
    total: found.length,
    offers: shown.map((offer) => offerView(machine, offer)),
  }
}

function offerView(machine: Machine, offer: Offer) {
  const { id, sku, marketplace_id, format, document, listing_id } = offer
  const listing = listing_id === null ? undefined : findListing(machine, listing_id)
  return {
    offerId: String(id),
    sku,
    marketplaceId: marketplace_id,
    format,
    ...document,
    availableQuantity: quantityOffered(machine, offer),
    status: listing ? 'PUBLISHED' : 'UNPUBLISHED',
    ...(listing && {
      listing: {
        listingId: String(listing.id),
        listingStatus: listing.quantity > 0 ? 'ACTIVE' : 'OUT_OF_STOCK',
        soldQuantity: listing.sold_quantity,
        listingOnHold: false,
      },
    }),
  }
}
