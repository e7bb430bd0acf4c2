import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'

const markKey = 'demo'

/** When the demo shop was loaded, as long as it is the demo shop. */
export async function readDemoMark(cx: Cx): Promise<string | undefined> {
  const { rows } = await sql<{
    loadedAt: string
  }>`select value->>'loadedAt' as loaded_at from settings where key = ${markKey}`.execute(cx.db)
  return rows[0]?.loadedAt
}

export async function writeDemoMark(tx: Tx): Promise<void> {
  await sql`insert into settings (key, value, updated_at, updated_by)
    values (${markKey}, ${JSON.stringify({ loadedAt: tx.now().toISOString() })}::jsonb, ${tx.now()}, ${tx.actor.id})`.execute(
    tx.db,
  )
}

export async function isShopEmpty(cx: Cx): Promise<boolean> {
  const { rows } = await sql<{ isEmpty: boolean }>`
    select not exists (select from products) and not exists (select from orders) as is_empty`.execute(cx.db)
  return rows[0]?.isEmpty ?? false
}

/** Where the sandbox on this machine listens, when a Discogs account of ours is there. */
export async function findSandboxUrl(cx: Cx): Promise<string | undefined> {
  const { rows } = await sql<{ url: string }>`
    select regexp_replace(settings->>'baseUrl', '/discogs$', '') as url from channel_accounts
    where channel = 'discogs' and settings->>'baseUrl' ~ '^http://(127\\.0\\.0\\.1|localhost):[0-9]+/discogs$' limit 1`.execute(
    cx.db,
  )
  return rows[0]?.url
}

export async function connectedChannels(cx: Cx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ channel: string }>`select distinct channel from channel_accounts`.execute(cx.db)
  return new Set(rows.map(({ channel }) => channel))
}

/** Where the stage manager of that sandbox listens. */
export async function findSandboxDeskUrl(cx: Cx): Promise<string | undefined> {
  const url = await findSandboxUrl(cx)
  return url && `${url}/control`
}

/** What the stand-in needs to name a release; of these products, or of all. */
export async function listReleases(
  cx: Cx,
  productIds: readonly string[] | undefined,
  countMax: number,
): Promise<unknown[]> {
  const { rows } = await sql<{ release: unknown }>`
    select jsonb_build_object('id', discogs_release_id, 'artist', artist, 'title', title, 'label', label,
      'catno', catalogue_number, 'format', format, 'year', coalesce(year, 0), 'country', country) as release
    from products
    where discogs_release_id is not null and (${productIds ?? null}::uuid[] is null or id = any (${productIds ?? null}::uuid[]))
    limit ${countMax}`.execute(cx.db)
  return rows.map((row) => row.release)
}
