import { z } from 'zod'
import { decimalText } from '#kernel/money'
import { discogsCondition } from '#modules/catalog'
import type {
  Publication,
  PublishEntry,
  RemoteListing,
  RemoteState,
  WantedListing,
  Withdrawal,
  WithdrawEntry,
} from '#modules/channels'
import { type DiscogsClient, parse, rejectionOf } from './client.ts'

const created = z.object({ listing_id: z.number() })
export const listing = z.object({
  id: z.number(),
  status: z.string(),
  condition: z.string(),
  sleeve_condition: z.string().default('Not Graded'),
  comments: z.string().default(''),
  price: z.object({ value: z.number() }),
  release: z.object({ id: z.number(), description: z.string().default('') }),
  posted: z.string(),
  external_id: z.string().default(''),
})
export type DiscogsListing = z.output<typeof listing>

/** Only these can be edited; a sold listing can only be replaced by a new one (developers page, read 2026-09). */
const notEditable = 403

export type ListingStatus = 'For Sale' | 'Draft'

/** New goods are mint by definition; everything else carries the grade the seller gave, word for word. */
export const mediaCondition = (wanted: Pick<WantedListing, 'condition' | 'mediaGrade'>): string =>
  discogsCondition(wanted.mediaGrade ?? (wanted.condition === 'new' ? 'M' : 'P'))

export const sleeveCondition = (wanted: Pick<WantedListing, 'condition' | 'sleeveGrade'>): string =>
  wanted.sleeveGrade ? discogsCondition(wanted.sleeveGrade) : wanted.condition === 'new' ? 'Mint (M)' : 'Not Graded'

/** The complete body: an edit replaces everything, so nothing may be left out. `external_id` is our key there. */
export const listingBody = (wanted: WantedListing, status: ListingStatus) => ({
  release_id: wanted.facts.discogsReleaseId ?? null,
  condition: mediaCondition(wanted),
  sleeve_condition: sleeveCondition(wanted),
  price: Number(decimalText(wanted.priceMinor)),
  status,
  comments: wanted.description,
  allow_offers: false,
  external_id: wanted.sku,
  weight: wanted.weightGrams,
  format_quantity: 'auto' as const,
})

export async function publishOne(client: DiscogsClient, { wanted, known }: PublishEntry): Promise<Publication> {
  const body = listingBody(wanted, 'For Sale')
  const path = known ? `/marketplace/listings/${known.id}` : '/marketplace/listings'
  const answer = await client.call({ method: 'POST', path, body: JSON.stringify(body) })
  if (known && (answer.status === 404 || answer.status === notEditable)) return { kind: 'lost' }
  if (answer.status >= 300) return { kind: 'rejected', reasons: [rejectionOf(answer)] }
  const id = known?.id ?? String(parse(created, answer.body).listing_id)
  // A hold turns the listing into a draft, which needs the whole body again: the vendor has no smaller edit.
  return { kind: 'live', remote: { id, sku: wanted.sku, data: { body } } }
}

/** Held copies become drafts and keep their listing id; sold ones are deleted. Already gone is as good. */
export async function withdrawOne(client: DiscogsClient, { remote, kind }: WithdrawEntry): Promise<Withdrawal> {
  const path = `/marketplace/listings/${remote.id}`
  const lastBody = z.record(z.string(), z.json()).safeParse(remote.data.body)
  if (kind === 'held' && lastBody.success) {
    const body = JSON.stringify({ ...lastBody.data, status: 'Draft' })
    const answer = await client.call({ method: 'POST', path, body })
    if (answer.status === 404 || answer.status === notEditable) return { kind: 'withdrawn', remote: undefined }
    return answer.status < 300 ? { kind: 'withdrawn', remote } : { kind: 'rejected', reasons: [rejectionOf(answer)] }
  }
  const answer = await client.call({ method: 'DELETE', path })
  if (answer.status < 300 || answer.status === 404) return { kind: 'withdrawn', remote: undefined }
  return { kind: 'rejected', reasons: [rejectionOf(answer)] }
}

export async function readBackOne(client: DiscogsClient, remote: RemoteListing): Promise<RemoteState> {
  const answer = await client.call({ method: 'GET', path: `/marketplace/listings/${remote.id}` })
  if (answer.status === 404) return { kind: 'absent' }
  if (answer.status >= 300) rejectionOf(answer)
  return stateOf(parse(listing, answer.body))
}

export function stateOf({ status, price }: Pick<DiscogsListing, 'status' | 'price'>): RemoteState {
  if (status === 'For Sale') return { kind: 'on-sale', priceMinor: Math.round(price.value * 100), quantity: 1 }
  if (status === 'Sold') return { kind: 'sold' }
  return status === 'Deleted' ? { kind: 'absent' } : { kind: 'hidden' }
}
