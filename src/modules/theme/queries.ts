import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { defaultLook, type Look, lookSchema } from './look.ts'

export type Draft = {
  readonly look: Look
  readonly cssKey: string
  readonly version: number
  readonly updatedBy: string
}
export type Published = { readonly look: Look; readonly cssKey: string }

/** A look stored by an older Étal gets what it did not know yet. */
const lookOf = (stored: unknown): Look => {
  const parsed = lookSchema.safeParse({ ...defaultLook, ...(typeof stored === 'object' ? stored : {}) })
  return parsed.success ? parsed.data : defaultLook
}

/** What is being worked on; what is published, where nobody works on anything. */
export async function readDraft(cx: Cx): Promise<Draft> {
  const { rows } = await sql<Draft>`select look, css_key, version, updated_by from theme_drafts`.execute(cx.db)
  const [row] = rows
  if (row) return { ...row, look: lookOf(row.look) }
  return { ...(await publishedLook(cx)), version: 0, updatedBy: '' }
}

/** What readers see. */
export async function publishedLook(cx: Cx): Promise<Published> {
  const { rows } = await sql<Published>`select look, css_key from themes order by id desc limit 1`.execute(cx.db)
  const [row] = rows
  return row ? { look: lookOf(row.look), cssKey: row.cssKey } : { look: defaultLook, cssKey: '' }
}

export type PastTheme = { readonly id: string; readonly publishedAt: Date; readonly publishedBy: string }

export async function listThemes(cx: Cx): Promise<PastTheme[]> {
  const { rows } = await sql<PastTheme>`
    select id::text, published_at, published_by from themes order by id desc limit 30`.execute(cx.db)
  return rows
}

export async function findTheme(cx: Cx, id: string): Promise<Look | undefined> {
  const { rows } = await sql<{ look: unknown }>`select look from themes where id::text = ${id}`.execute(cx.db)
  return rows[0] && lookOf(rows[0].look)
}

/** The style sheet at an address, of a look that is or was published or is being worked on. */
export async function findCss(cx: Cx, cssKey: string): Promise<string | undefined> {
  const { rows } = await sql<{ css: string }>`
    select css from themes where css_key = ${cssKey} union all select css from theme_drafts where css_key = ${cssKey} limit 1`.execute(
    cx.db,
  )
  return rows[0]?.css
}
