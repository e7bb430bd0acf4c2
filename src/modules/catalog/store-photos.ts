import type { ProductId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Photo } from './product.ts'

/** One who changes a copy's photos at a time, so that two never take the same place. Answers its product. */
export async function lockVariant(tx: Tx, variantId: VariantId): Promise<ProductId> {
  const { rows } = await sql<{
    productId: ProductId
  }>`select product_id from variants where id = ${variantId} for update`.execute(tx.db)
  return rows[0]?.productId ?? refuse('catalog.variant-not-found', { variantId })
}

export async function findPhotos(tx: Tx, variantId: VariantId): Promise<Photo[]> {
  const { rows } = await sql<Photo>`
    select id, file_key, width, height from photos where variant_id = ${variantId} order by position`.execute(tx.db)
  return rows
}

export async function insertPhoto(tx: Tx, variantId: VariantId, { id, fileKey, width, height }: Photo): Promise<void> {
  await sql`
    with added as (
      insert into photos (id, variant_id, position, file_key, width, height, created_at)
      select ${id}, ${variantId}, coalesce(max(position), 0) + 1, ${fileKey}, ${width}, ${height}, ${tx.now()} from photos where variant_id = ${variantId}
      returning id, variant_id, file_key)
    insert into variant_events (variant_id, what, data, at, by)
    select variant_id, 'photo-added', jsonb_build_object('id', id, 'fileKey', file_key), ${tx.now()}, ${tx.actor.id} from added`.execute(
    tx.db,
  )
}

export async function deletePhoto(tx: Tx, variantId: VariantId, photoId: string): Promise<boolean> {
  const { rows } = await sql`
    with gone as (delete from photos where variant_id = ${variantId} and id = ${photoId} returning id, variant_id, file_key)
    insert into variant_events (variant_id, what, data, at, by)
    select variant_id, 'photo-removed', jsonb_build_object('id', id, 'fileKey', file_key), ${tx.now()}, ${tx.actor.id} from gone
    returning id`.execute(tx.db)
  return rows.length > 0
}
