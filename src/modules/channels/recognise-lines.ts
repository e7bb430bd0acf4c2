import type { VariantId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { limitsOf } from './lane.ts'
import type { Account } from './listing.ts'
import { findSoldListings } from './queries.ts'
import type { RemoteOrderLine } from './remote-order.ts'
import { markListingSold } from './store.ts'

/** A line of a marketplace's order, with our variant when the listing is one of ours. */
export type KnownLine = RemoteOrderLine & { readonly variantId: VariantId | undefined }

/** Which of our variants were sold; their listings there are over (or fewer, where one listing holds many copies). */
export async function recogniseLines(
  tx: Tx,
  account: Account,
  sold: readonly RemoteOrderLine[],
): Promise<readonly KnownLine[]> {
  const { quantityMax } = limitsOf(tx, account.channel)
  const listings = await findSoldListings(tx, account.id, {
    remoteIds: sold.flatMap(({ remoteId }) => remoteId ?? []),
    skus: sold.flatMap(({ sku }) => sku ?? []),
  })
  const lines: KnownLine[] = []
  for (const line of sold) {
    const listing = listings.find(({ remoteId, sku }) =>
      line.sku === undefined ? remoteId === line.remoteId : sku === line.sku,
    )
    const isCurrent = line.remoteId === undefined || listing?.currentRemoteId === line.remoteId
    if (listing && isCurrent) await markListingSold(tx, listing, quantityMax === 1)
    lines.push({ ...line, variantId: listing?.variantId })
  }
  return lines
}
