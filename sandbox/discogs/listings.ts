import { Hono } from 'hono'
import type { Machine } from '#sandbox/machine'
import { type DiscogsContext, type DiscogsEnv, jsonBody, requireSeller } from './access.ts'
import { readListing, refuseChoice } from './listing-rules.ts'
import {
  findListing,
  findListings,
  insertListing,
  type Listing,
  replaceListing,
  setListingStatus,
} from './listing-store.ts'
import { listingView } from './listing-view.ts'
import { pageWish, pagination } from './paging.ts'
import { refuseDiscogs, refuseUnknown } from './refusal.ts'
import { seller } from './seller.ts'
import { inventoryStatuses, oneOf } from './vocabulary.ts'

const editableStatuses = ['For Sale', 'Draft', 'Expired']
const foreignPagesMax = 100

/** Sort keys of the inventory, and the SQL each stands for. */
const inventoryOrders: Readonly<Record<string, string>> = {
  listed: 'posted',
  price: 'price_minor',
  item: 'r.title',
  artist: 'r.artist',
  label: 'r.label',
  catno: 'r.catno',
  audio: 'discogs_listings.id',
  status: 'status',
  location: 'location',
}

export function listings(machine: Machine): Hono<DiscogsEnv> {
  const app = new Hono<DiscogsEnv>()

  app.post('/marketplace/listings', async (c) => {
    requireSeller(c)
    const id = insertListing(machine, readListing(await jsonBody(c)))
    return c.json({ listing_id: id, resource_url: `${c.get('base')}/marketplace/listings/${id}` }, 201)
  })

  app.get('/marketplace/listings/:id', (c) => {
    const listing = listingOf(machine, c)
    if (listing.status !== 'For Sale') requireSeller(c)
    return c.json(listingView(machine, listing, c.var))
  })

  app.post('/marketplace/listings/:id', async (c) => {
    requireSeller(c)
    const { id, status } = listingOf(machine, c)
    if (!editableStatuses.includes(status)) {
      refuseDiscogs(403, `This item is ${status} and can no longer be edited.`)
    }
    replaceListing(machine, id, readListing(await jsonBody(c)))
    return c.body(null, 204)
  })

  app.delete('/marketplace/listings/:id', (c) => {
    requireSeller(c)
    setListingStatus(machine, listingOf(machine, c).id, 'Deleted')
    return c.body(null, 204)
  })

  app.get('/users/:username/inventory', (c) => c.json(inventory(machine, c)))
  return app
}

function listingOf(machine: Machine, c: DiscogsContext): Listing {
  const listing = findListing(machine, Number(c.req.param('id')))
  return listing ?? refuseDiscogs(404, 'Item not found. It may have been deleted.')
}

function inventory(machine: Machine, c: DiscogsContext) {
  if (c.req.param('username') !== seller.username) refuseUnknown()
  const isSeller = c.get('isSeller')
  const asked = c.req.query('status')
  const wanted =
    asked === undefined ? 'All' : (oneOf(inventoryStatuses, asked) ?? refuseChoice('status', inventoryStatuses))
  const status = isSeller ? wanted : 'For Sale'
  const wish = pageWish(c)
  if (!isSeller && wish.page > foreignPagesMax) {
    refuseDiscogs(403, 'Pagination above 100 disabled for inventories besides your own')
  }
  const { listings: found, total } = findListings(machine, {
    status,
    order: inventoryOrder(c),
    limit: wish.perPage,
    offset: (wish.page - 1) * wish.perPage,
  })
  return {
    pagination: pagination(c, wish, total),
    listings: found.map((listing) => listingView(machine, listing, c.var)),
  }
}

function inventoryOrder(c: DiscogsContext): string {
  const sort = c.req.query('sort') ?? 'listed'
  const column = inventoryOrders[sort] ?? refuseChoice('sort', Object.keys(inventoryOrders))
  const direction = sortDirection(c, 'desc')
  return `${column} ${direction}, discogs_listings.id ${direction}`
}

export function sortDirection(c: DiscogsContext, fallback: 'asc' | 'desc'): 'asc' | 'desc' {
  return oneOf(['asc', 'desc'], c.req.query('sort_order') ?? fallback) ?? refuseChoice('sort_order', ['asc', 'desc'])
}
