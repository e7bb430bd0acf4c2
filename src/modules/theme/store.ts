import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { cssOf } from './css.ts'
import type { Look } from './look.ts'

/** False when the draft is not at `version` any more; 0 stands for no draft yet. */
export async function writeDraft(tx: Tx, look: Look, version: number): Promise<boolean> {
  const { css, key } = cssOf(look)
  const { rows } = await sql`
    insert into theme_drafts as d (look, css, css_key, version, updated_at, updated_by)
    select ${JSON.stringify(look)}::jsonb, ${css}, ${key}, ${version + 1}, ${tx.now()}, ${tx.actor.id}
    where ${version} = 0 or exists (select from theme_drafts)
    on conflict (id) do update set look = excluded.look, css = excluded.css, css_key = excluded.css_key, version = excluded.version,
      updated_at = excluded.updated_at, updated_by = excluded.updated_by
    where d.version = ${version}
    returning version`.execute(tx.db)
  return rows.length > 0
}

export async function insertTheme(tx: Tx, look: Look): Promise<void> {
  const { css, key } = cssOf(look)
  await sql`
    insert into themes (look, css, css_key, published_at, published_by)
    values (${JSON.stringify(look)}::jsonb, ${css}, ${key}, ${tx.now()}, ${tx.actor.id})`.execute(tx.db)
}
