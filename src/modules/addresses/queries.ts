import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { MovedKind } from './moved.ts'

/** Where what stood at `from` stands now. */
export async function findMoved(cx: Cx, kind: MovedKind, from: string): Promise<string | undefined> {
  const { rows } = await sql<{ toSlug: string }>`
    select to_slug from moved_addresses where kind = ${kind} and from_slug = ${from}`.execute(cx.db)
  return rows[0]?.toSlug
}

/** Which of these slugs still lead somewhere: nothing new should stand there. */
export async function findMovedSlugs(cx: Cx, kind: MovedKind, slugs: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ fromSlug: string }>`
    select from_slug from moved_addresses where kind = ${kind} and from_slug = any(${slugs}::text[])`.execute(cx.db)
  return rows.map(({ fromSlug }) => fromSlug)
}

export type MovedAddress = {
  readonly kind: MovedKind
  readonly from: string
  readonly to: string
  readonly movedAt: Date
  readonly movedBy: string
}

const listedMax = 1000

/** The latest first. */
export async function listMoved(cx: Cx): Promise<MovedAddress[]> {
  const { rows } = await sql<MovedAddress>`
    select kind, from_slug as "from", to_slug as "to", moved_at, moved_by from moved_addresses
    order by moved_at desc, kind, from_slug limit ${listedMax}`.execute(cx.db)
  return rows
}
