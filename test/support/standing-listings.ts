import { type AccountId, type ListingId, newId, type VariantId } from '#kernel/ids'
import { sql } from '#platform/db'
import type { Machine } from '#sandbox/machine'
import { aCopy } from './makers.ts'
import type { World } from './world.ts'

export type Standing = {
  readonly remoteId: string
  readonly sku: string
  readonly listingId: ListingId
  readonly variantId: VariantId
}

const firstRemoteId = 4_100_000_001

/**
 * So many copies at 25.00 €, long on sale on a Discogs account and proven, written straight into our tables and into the
 * stand-in's memory: sent through the lanes they would take longer than the tests.
 */
export async function standOnDiscogs(
  { cx, clock }: World,
  { accountId, machine, count }: { accountId: AccountId; machine: Machine; count: number },
): Promise<Standing[]> {
  const { productId, variantId } = await aCopy(cx, { product: { discogsReleaseId: 249504 } })
  await sql`delete from listings where variant_id = ${variantId}`.execute(cx.db)
  await sql`delete from outbox`.execute(cx.db)
  const at = new Date(clock.now().getTime() - 86_400_000)
  const rows = Array.from({ length: count }, (_, index) => ({
    listing_id: newId<ListingId>(at),
    variant_id: newId<VariantId>(at),
    unit_id: newId(at),
    sku: `S-${String(index).padStart(6, '0')}`,
    remote_id: String(firstRemoteId + index),
  }))
  await insertOurs(cx.db, { accountId, productId, at, rows: JSON.stringify(rows) })
  const { store } = machine
  store.inTransaction(() => {
    for (const { sku, remote_id } of rows) {
      store.run(
        `insert into discogs_listings (id, release_id, status, condition, sleeve_condition, price_minor, comments, allow_offers, external_id,
           location, weight, format_quantity, posted)
         values (?, 249504, 'For Sale', 'Very Good Plus (VG+)', 'Very Good (VG)', 2500, '', 0, ?, '', 250, 1, ?)`,
        Number(remote_id),
        sku,
        at.toISOString(),
      )
    }
  })
  return rows.map(({ remote_id, sku, listing_id, variant_id }) => ({
    remoteId: remote_id,
    sku,
    listingId: listing_id,
    variantId: variant_id,
  }))
}

async function insertOurs(
  db: World['cx']['db'],
  { accountId, productId, at, rows }: { accountId: AccountId; productId: string; at: Date; rows: string },
): Promise<void> {
  const given = sql`jsonb_to_recordset(${rows}::jsonb) o (listing_id uuid, variant_id uuid, unit_id uuid, sku text, remote_id text)`
  await sql`
    insert into variants (id, product_id, sku, condition, media_grade, sleeve_grade, weight_grams, created_at, updated_at)
    select variant_id, ${productId}::uuid, sku, 'used', 'VG+', 'VG', 250, ${at}::timestamptz, ${at}::timestamptz from ${given}`.execute(
    db,
  )
  await sql`
    insert into units (id, variant_id, code, place_id, received_at)
    select unit_id, variant_id, 'E' || sku, (select id from places where code = 'A-1'), ${at}::timestamptz from ${given}`.execute(
    db,
  )
  await sql`
    insert into list_prices (variant_id, price_minor, set_at, set_by) select variant_id, 2500, ${at}::timestamptz, 'test' from ${given}`.execute(
    db,
  )
  await sql`
    insert into listings (id, account_id, variant_id, wanted_seq, sent_seq, state, remote_id, sent_fingerprint, next_try_at, wanted_at, created_at,
      last_sent_at, proof_at, proof)
    select listing_id, ${accountId}::uuid, variant_id, 1, 1, 'live', remote_id, 'as sent', ${at}::timestamptz, ${at}::timestamptz, ${at}::timestamptz,
      ${at}::timestamptz, ${at}::timestamptz, '{"state": {"kind": "on-sale", "priceMinor": 2500, "quantity": 1}, "differs": 0}' from ${given}`.execute(
    db,
  )
  await sql`
    insert into listing_remotes (account_id, remote_id, listing_id, first_seen_at)
    select ${accountId}::uuid, remote_id, listing_id, ${at}::timestamptz from ${given}`.execute(db)
}
