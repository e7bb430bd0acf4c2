import { refuseDiscogs } from './refusal.ts'
import { mediaConditions, oneOf, sleeveConditions, writableStatuses } from './vocabulary.ts'

export type ListingFields = {
  releaseId: number
  status: (typeof writableStatuses)[number]
  condition: string
  sleeveCondition: string
  priceMinor: number
  comments: string
  allowOffers: boolean
  externalId: string
  location: string
  weightGrams: number
  formatQuantity: number
}

/** Discogs weighs a release itself when the seller does not say; one record in its sleeve is the usual guess. */
export const estimatedWeightGrams = 230
const releaseIdMax = 99_999_999

/**
 * Reads the body of "new listing" and "edit listing". Messages with "release not found", "expected float" and
 * "Format quantity" are the live API's; a negative price is taken as positive there, so it is here.
 */
export function readListing(body: Readonly<Record<string, unknown>>): ListingFields {
  const condition = oneOf(mediaConditions, body.condition)
  const sleeveCondition = oneOf(sleeveConditions, body.sleeve_condition ?? 'Not Graded')
  const status = oneOf(writableStatuses, body.status ?? 'For Sale')
  return {
    releaseId: readReleaseId(body.release_id),
    condition: condition ?? refuseChoice('condition', mediaConditions),
    sleeveCondition: sleeveCondition ?? refuseChoice('sleeve_condition', sleeveConditions),
    priceMinor: readPriceMinor(body.price),
    status: status ?? refuseChoice('status', writableStatuses),
    comments: readText(body.comments, 'comments'),
    allowOffers: readFlag(body.allow_offers),
    externalId: readText(body.external_id, 'external_id'),
    location: readText(body.location, 'location'),
    weightGrams: readWeight(body.weight),
    formatQuantity: readFormatQuantity(body.format_quantity),
  }
}

export const refuseChoice = (field: string, choices: readonly string[]): never =>
  refuseDiscogs(422, `Invalid ${field}: expected one of ${choices.join(', ')}.`)

function readReleaseId(value: unknown): number {
  const id = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  const isKnown = typeof id === 'number' && Number.isInteger(id) && id >= 1 && id <= releaseIdMax
  return isKnown ? id : refuseDiscogs(422, 'Invalid release_id: release not found.')
}

function readPriceMinor(value: unknown): number {
  const price = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof price !== 'number' || !Number.isFinite(price)) return refuseDiscogs(422, 'Invalid price: expected float.')
  const minor = Math.round(Math.abs(price) * 100)
  // Stricter than the vendor: a third decimal is a client's rounding fault and must not pass unseen.
  if (minor === 0 || Math.abs(minor / 100 - Math.abs(price)) > 1e-9)
    return refuseDiscogs(422, 'Invalid price: expected float.')
  return minor
}

function readText(value: unknown, field: string): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : refuseDiscogs(422, `Invalid ${field}: expected string.`)
}

function readFlag(value: unknown): boolean {
  if (value === undefined || value === null) return false
  return typeof value === 'boolean' ? value : refuseDiscogs(422, 'Invalid allow_offers: expected boolean.')
}

function readWeight(value: unknown): number {
  if (value === undefined || value === null || value === 'auto') return estimatedWeightGrams
  if (typeof value !== 'number' || !Number.isInteger(value))
    return refuseDiscogs(422, 'Invalid weight: expected integer.')
  return value > 0 ? value : estimatedWeightGrams
}

function readFormatQuantity(value: unknown): number {
  if (value === undefined || value === null || value === 'auto') return 1
  if (typeof value !== 'number' || !Number.isInteger(value))
    return refuseDiscogs(422, 'Invalid format_quantity: expected integer.')
  if (value < 0) return refuseDiscogs(422, 'Format quantity cannot be negative')
  return Math.max(1, value)
}
