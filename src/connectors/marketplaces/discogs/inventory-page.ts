import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { StandingListing } from '#modules/channels'
import { type DiscogsClient, parse, rejectionOf } from './client.ts'
import { listing, stateOf } from './listings.ts'

const page = z.object({ pagination: z.object({ page: z.number(), pages: z.number() }), listings: z.array(listing) })

export const perPage = 100

/** Statuses of what still exists there; "Sold" and "Deleted" only grow and say nothing about what is shown. */
const standing = ['For Sale', 'Draft', 'Expired', 'Suspended', 'Violation'] as const
type Status = (typeof standing)[number] | 'All'

type Wish = { readonly status: Status; readonly number: number; readonly newestFirst: boolean }

export async function readInventory(client: DiscogsClient, { status, number, newestFirst }: Wish) {
  const query = new URLSearchParams({
    status,
    sort: 'listed',
    sort_order: newestFirst ? 'desc' : 'asc',
    per_page: String(perPage),
    page: String(number),
  })
  const path = `/users/${encodeURIComponent(client.username)}/inventory?${query}`
  const answer = await client.call({ method: 'GET', path })
  if (answer.status >= 300) throw new Outage('discogs', `inventory: ${rejectionOf(answer).message}`)
  return parse(page, answer.body)
}

/**
 * One request for every hundred listings, status by status, oldest first. A listing sold while we turn the pages may move
 * another one past us: what seems missing is read back before anybody believes it.
 */
export async function listAll(client: DiscogsClient, from: string | undefined) {
  const [status, number] = readPlace(from)
  const { pagination, listings } = await readInventory(client, { status, number, newestFirst: false })
  const items = listings.map(
    (candidate): StandingListing => ({
      remoteId: String(candidate.id),
      sku: candidate.external_id,
      title: candidate.release.description,
      state: stateOf(candidate),
    }),
  )
  if (number < pagination.pages) return { items, next: `${status}:${number + 1}` }
  const after = standing[standing.indexOf(status) + 1]
  return { items, next: after && `${after}:1` }
}

function readPlace(place: string | undefined): readonly [(typeof standing)[number], number] {
  const [word, number] = (place ?? '').split(':')
  const status = standing.find((candidate) => candidate === word)
  return status === undefined ? [standing[0], 1] : [status, Number(number)]
}
