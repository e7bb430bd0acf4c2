import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { BannerContent, BannerId } from './banner.ts'

export async function insertBanner(tx: Tx, id: BannerId, banner: BannerContent): Promise<void> {
  await sql`
    insert into banners (id, position, is_on, target, texts, picture_key, tone, starts_at, ends_at, created_at, updated_at, updated_by)
    values (${id}, ${banner.position}, ${banner.isOn}, ${banner.target}, ${JSON.stringify(banner.texts)}::jsonb, ${banner.pictureKey},
      ${banner.tone}, ${banner.startsAt}, ${banner.endsAt}, ${tx.now()}, ${tx.now()}, ${tx.actor.id})`.execute(tx.db)
}

/** False when it is not at `version` any more. */
export async function updateBanner(
  tx: Tx,
  id: BannerId,
  banner: BannerContent & { version: number },
): Promise<boolean> {
  const { rows } = await sql`
    update banners set position = ${banner.position}, is_on = ${banner.isOn}, target = ${banner.target},
      texts = ${JSON.stringify(banner.texts)}::jsonb, picture_key = ${banner.pictureKey}, tone = ${banner.tone},
      starts_at = ${banner.startsAt}, ends_at = ${banner.endsAt}, version = version + 1, updated_at = ${tx.now()}, updated_by = ${tx.actor.id}
    where id = ${id} and version = ${banner.version} returning id`.execute(tx.db)
  return rows.length > 0
}

export async function deleteBanner(tx: Tx, id: BannerId): Promise<boolean> {
  return (await sql`delete from banners where id = ${id} returning id`.execute(tx.db)).rows.length > 0
}

export async function insertEvent(tx: Tx, id: BannerId, what: string): Promise<void> {
  await sql`insert into banner_events (banner_id, what, at, by) values (${id}, ${what}, ${tx.now()}, ${tx.actor.id})`.execute(
    tx.db,
  )
}
