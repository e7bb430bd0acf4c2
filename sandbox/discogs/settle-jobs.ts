import type { Machine } from '#sandbox/machine'
import { parse, stringifyCsv } from './csv.ts'
import { dueJobs, finishJob, type Job } from './job-store.ts'
import { type ListingFields, readListing } from './listing-rules.ts'
import {
  findListing,
  findListings,
  insertListing,
  type Listing,
  replaceListing,
  setListingStatus,
} from './listing-store.ts'
import { DiscogsRefusal } from './refusal.ts'
import { getRelease } from './release-store.ts'

type CsvRow = Readonly<Record<string, string>>

/**
 * Does the work of every upload and export whose time has come. Called before each answer, so a job needs no timer and
 * finishes exactly when the injected clock says so.
 */
export function settleJobs(machine: Machine): void {
  for (const job of dueJobs(machine)) {
    machine.store.inTransaction(() =>
      finishJob(machine, job, job.kind === 'export' ? exportOutcome(machine) : uploadOutcome(machine, job)),
    )
  }
}

function uploadOutcome(machine: Machine, job: Job): { results: string; csv: string } {
  const rows = parse(job.csv).rows
  const faults = rows.flatMap((row, index) => {
    try {
      applyRow(machine, job.type, row)
      return []
    } catch (error) {
      if (error instanceof DiscogsRefusal) return [`Row ${index + 1}: ${error.message}`]
      throw error
    }
  })
  const done = rows.length - faults.length
  const results = [
    `CSV file contains ${rows.length} records.`,
    `<p>Processed ${done} records.`,
    ...faults.map((fault) => `<p>${fault}`),
  ]
  return { results: results.join(''), csv: '' }
}

function applyRow(machine: Machine, type: string, row: CsvRow): void {
  if (type === 'add') insertListing(machine, readListing(bodyOf(row)))
  if (type === 'delete') deleteRow(machine, row)
  if (type === 'change') changeRow(machine, row)
}

function deleteRow(machine: Machine, row: CsvRow): void {
  const listing = findListing(machine, Number(row.listing_id))
  if (!listing) throw new DiscogsRefusal(404, 'Item not found. It may have been deleted.')
  setListingStatus(machine, listing.id, 'Deleted')
}

/** Keyed by release, as documented: with two copies of one release for sale both change. That is the vendor's trap. */
function changeRow(machine: Machine, row: CsvRow): void {
  const releaseId = Number(row.release_id)
  const { listings } = findListings(machine, {
    status: 'For Sale',
    order: 'discogs_listings.id',
    limit: 10_000,
    offset: 0,
  })
  const matching = listings.filter((listing) => listing.release_id === releaseId)
  if (matching.length === 0) throw new DiscogsRefusal(404, 'Item not found. It may have been deleted.')
  for (const listing of matching) {
    replaceListing(machine, listing.id, readListing({ ...bodyOfListing(listing), ...bodyOf(row) }))
  }
}

/** The CSV's words for the fields of a listing; empty cells are not sent. */
function bodyOf(row: CsvRow): Readonly<Record<string, unknown>> {
  const given = Object.entries(row).filter(([, value]) => value !== '')
  return Object.fromEntries(given.flatMap(([column, value]) => fieldOf(column, value)))
}

function fieldOf(column: string, value: string): [string, unknown][] {
  if (column === 'media_condition') return [['condition', value]]
  if (column === 'accept_offer') return [['allow_offers', value === 'Y']]
  if (column === 'weight' || column === 'format_quantity') return [[column, value === 'auto' ? value : Number(value)]]
  return ['release_id', 'price', 'sleeve_condition', 'comments', 'external_id', 'location'].includes(column)
    ? [[column, value]]
    : []
}

const bodyOfListing = (listing: Listing) =>
  ({
    release_id: listing.release_id,
    condition: listing.condition,
    sleeve_condition: listing.sleeve_condition,
    price: listing.price_minor / 100,
    status: listing.status,
    comments: listing.comments,
    allow_offers: listing.allow_offers === 1,
    external_id: listing.external_id,
    location: listing.location,
    weight: listing.weight,
    format_quantity: listing.format_quantity,
  }) satisfies Record<keyof ListingBody, unknown>

type ListingBody = { [Field in keyof ListingFields as SnakeCase[Field]]: unknown }
type SnakeCase = {
  releaseId: 'release_id'
  condition: 'condition'
  sleeveCondition: 'sleeve_condition'
  priceMinor: 'price'
  status: 'status'
  comments: 'comments'
  allowOffers: 'allow_offers'
  externalId: 'external_id'
  location: 'location'
  weightGrams: 'weight'
  formatQuantity: 'format_quantity'
}

/** The real export's header, from two independent sources. */
const exportHeader = [
  'listing_id',
  'artist',
  'title',
  'label',
  'catno',
  'format',
  'release_id',
  'status',
  'price',
  'listed',
  'comments',
  'media_condition',
  'sleeve_condition',
  'accept_offer',
  'external_id',
  'weight',
  'format_quantity',
  'location',
  'quantity',
]

function exportOutcome(machine: Machine): { results: string; csv: string } {
  const { listings } = findListings(machine, {
    status: 'All',
    order: 'discogs_listings.id',
    limit: 1_000_000,
    offset: 0,
  })
  return { results: '', csv: stringifyCsv([exportHeader, ...listings.map((listing) => exportRow(machine, listing))]) }
}

function exportRow(machine: Machine, listing: Listing): (string | number)[] {
  const release = getRelease(machine, listing.release_id)
  const listed = listing.posted.slice(0, 19).replace('T', ' ')
  return [
    listing.id,
    release.artist,
    release.title,
    release.label,
    release.catno,
    release.format,
    listing.release_id,
    listing.status,
    (listing.price_minor / 100).toFixed(2),
    listed,
    listing.comments,
    listing.condition,
    listing.sleeve_condition,
    listing.allow_offers === 1 ? 'Y' : 'N',
    listing.external_id,
    listing.weight,
    listing.format_quantity,
    listing.location,
    1,
  ]
}
