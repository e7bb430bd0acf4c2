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
