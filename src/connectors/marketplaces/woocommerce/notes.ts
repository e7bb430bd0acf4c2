import { z } from 'zod'
import { bodyOf, type WooClient } from './client.ts'
import { ordersPath } from './orders.ts'

const notes = z.array(z.object({ note: z.string() }))

/** A note of the order, once: commands are repeated after a lost answer. One for the buyer is mailed by the shop. */
export async function noteOnce(
  client: WooClient,
  orderId: string,
  { note, isForBuyer }: { note: string; isForBuyer: boolean },
): Promise<void> {
  if (note === '') return
  const path = `${ordersPath}/${orderId}/notes`
  const type = isForBuyer ? 'customer' : 'internal'
  const written = bodyOf(notes, await client.call({ method: 'GET', path: `${path}?type=${type}` }))
  if (written.some((known) => plain(known.note) === plain(note))) return
  bodyOf(z.unknown(), await client.call({ method: 'POST', path, json: { note, customer_note: isForBuyer } }))
}

/** The shop keeps notes as HTML of its own making. */
const plain = (note: string): string => note.replace(/<[^>]*>|&[#\w]+;|[^\p{L}\p{N}]+/gu, '')
