import type { Machine } from '#sandbox/machine'
import { estimatedWeightGrams } from './listing-rules.ts'
import type { Listing } from './listing-store.ts'
import { describeRelease, getRelease } from './release-store.ts'
import { discogsTime, money, seller, userRef } from './seller.ts'

export type Viewer = { base: string; isSeller: boolean }

/** A listing as the API shows it; `weight`, `location`, `external_id`… are for its owner only. */
export function listingView(machine: Machine, listing: Listing, { base, isSeller }: Viewer) {
  return {
    id: listing.id,
    resource_url: `${base}/marketplace/listings/${listing.id}`,
    uri: `${base}/sell/item/${listing.id}`,
    status: listing.status,
    condition: listing.condition,
    sleeve_condition: listing.sleeve_condition,
    comments: listing.comments,
    ships_from: seller.shipsFrom,
    posted: discogsTime(new Date(listing.posted)),
    allow_offers: listing.allow_offers === 1,
    offer_submitted: false,
    audio: false,
    price: money(listing.price_minor),
    original_price: originalPrice(listing.price_minor),
    // The live API sends empty objects while the seller has set no shipping price.
    shipping_price: {},
    original_shipping_price: {},
    seller: sellerView(base),
    release: releaseView(machine, listing.release_id, base),
    ...(isSeller ? { in_cart: false, ...ownerFields(listing) } : {}),
  }
}

const originalPrice = (minor: number) => ({
  curr_abbr: 'EUR',
  curr_id: 3,
  formatted: `€${(minor / 100).toFixed(2)}`,
  value: minor / 100,
})

const sellerView = (base: string) => ({
  ...userRef(base, seller.username, seller.id),
  url: `${base}/users/${seller.username}`,
  html_url: `${base}/`,
  uid: seller.id,
  min_order_total: 0,
  payment: 'PayPal Commerce',
  shipping: seller.shippingPolicy,
  avatar_url: '',
  stats: { rating: '100.0', stars: 5, total: 412 },
})

function releaseView(machine: Machine, releaseId: number, base: string) {
  const release = getRelease(machine, releaseId)
  return {
    id: release.id,
    resource_url: `${base}/releases/${release.id}`,
    catalog_number: release.catno,
    year: release.year,
    description: describeRelease(release),
    artist: release.artist,
    title: release.title,
    format: release.format,
    label: release.label,
    thumbnail: '',
    stats: { community: { in_collection: 0, in_wantlist: 0 } },
  }
}

const ownerFields = (listing: Listing) => ({
  weight: listing.weight,
  estimated_weight: estimatedWeightGrams,
  format_quantity: listing.format_quantity,
  external_id: listing.external_id,
  location: listing.location,
  quantity: 1,
})
