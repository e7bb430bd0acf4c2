import { createHash } from 'node:crypto'
import type { ProductId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { NameKind } from './views.ts'

const digest = (text: string): string => createHash('md5').update(text).digest('hex')

/** The page of an artist or label. Names are long and notifications short: their digest does. */
export const nameTag = (kind: NameKind, key: string): string => `name:${kind}:${digest(key)}`

/** Pages that show other pressings of the same work. */
export const workTag = ({ artist, title }: { artist: string; title: string }): string =>
  `work:${digest(`${artist.toLowerCase()}\u001f${title.toLowerCase()}`)}`

/** Beside their own pages these products stand on those of their artists and labels, and of other pressings. */
export async function neighbourTagsOf(cx: Cx, productIds: readonly ProductId[]): Promise<string[]> {
  const { rows } = await sql<{ tag: string }>`
    select distinct tag from products p cross join lateral (
      select 'name:artist:' || md5(lower(left(p.artist, 200))) as tag
      union all select 'name:label:' || md5(key) from unnest(label_keys(p.label)) as key
      union all select 'work:' || work_key(p.artist, p.title)
    ) as shown where p.id = any(${productIds}::uuid[])`.execute(cx.db)
  return rows.map(({ tag }) => tag)
}
