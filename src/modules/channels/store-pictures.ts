import type { AccountId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { PictureBook } from './connector.ts'

/** eBay drops a picture after 30 days without a listing (Media API, read 2026-11); ours may be used by then or not. */
const usableMs = 14 * 86_400_000

/** Outlives the process, and is shared by all processes that send for the account. */
export const pictureBook = (cx: Cx, accountId: AccountId): PictureBook => ({
  async find(keys) {
    const oldest = new Date(cx.now().getTime() - usableMs)
    const { rows } = await sql<{ pictureKey: string; address: string }>`
      select picture_key, address from channel_pictures
      where account_id = ${accountId} and picture_key = any(${keys}::text[]) and uploaded_at > ${oldest}`.execute(cx.db)
    return new Map(rows.map(({ pictureKey, address }) => [pictureKey, address]))
  },
  async remember(key, address) {
    await sql`
      insert into channel_pictures (account_id, picture_key, address, uploaded_at) values (${accountId}, ${key}, ${address}, ${cx.now()})
      on conflict (account_id, picture_key) do update set address = excluded.address, uploaded_at = excluded.uploaded_at`.execute(
      cx.db,
    )
  },
})

/** While an account is being connected nothing is listed. */
export const noPictures: PictureBook = { find: async () => new Map(), remember: async () => {} }
