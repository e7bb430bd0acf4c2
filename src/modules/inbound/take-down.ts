import { type Account, findSoldListings, type RemoteOrder, resendListings } from '#modules/channels'
import type { Tx } from '#platform/cx'

/**
 * A cancelled sale leaves its listing in doubt: one shop restocks by itself and offers a piece nobody has looked at,
 * another keeps showing it as sold although it is free. So it comes down first and is told everything anew.
 */
export async function takeDown(tx: Tx, { id }: Account, { lines }: RemoteOrder): Promise<void> {
  const listings = await findSoldListings(tx, id, {
    remoteIds: lines.flatMap(({ remoteId }) => remoteId ?? []),
    skus: lines.flatMap(({ sku }) => sku ?? []),
  })
  await resendListings(tx, [...new Set(listings.map((listing) => listing.id))], 0)
}
