import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Lang } from '#platform/i18n'
import type { ArticleId, ArticleKind, ArticleText } from './article.ts'

export async function insertArticle(tx: Tx, id: ArticleId, kind: ArticleKind): Promise<void> {
  await sql`
    insert into articles (id, kind, state, created_at, updated_at, updated_by)
    values (${id}, ${kind}, 'draft', ${tx.now()}, ${tx.now()}, ${tx.actor.id})`.execute(tx.db)
}

/** False when the article is not at `version` any more: somebody else has saved meanwhile. */
export async function bumpVersion(tx: Tx, id: ArticleId, version: number): Promise<boolean> {
  const { rows } = await sql`
    update articles set version = version + 1, updated_at = ${tx.now()}, updated_by = ${tx.actor.id}
    where id = ${id} and version = ${version} returning id`.execute(tx.db)
  return rows.length > 0
}

export async function saveText(
  tx: Tx,
  id: ArticleId,
  { lang, slug, text }: { lang: Lang; slug: string; text: ArticleText },
): Promise<void> {
  await sql`
    insert into article_texts (article_id, lang, slug, title, summary, body)
    values (${id}, ${lang}, ${slug}, ${text.title}, ${text.summary}, ${text.body})
    on conflict (article_id, lang) do update set slug = excluded.slug, title = excluded.title, summary = excluded.summary,
      body = excluded.body`.execute(tx.db)
}

export async function deleteText(tx: Tx, id: ArticleId, lang: Lang): Promise<void> {
  await sql`delete from article_texts where article_id = ${id} and lang = ${lang}`.execute(tx.db)
}

/** Takes the first free of slug, slug-2, slug-3 … for the article; one it had before is its own again. */
export async function takeSlug(tx: Tx, id: ArticleId, wish: { lang: Lang; slug: string }): Promise<string> {
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? wish.slug : `${wish.slug}-${number}`
    const { rows } = await sql<{ articleId: ArticleId }>`
      insert into article_slugs (lang, slug, article_id) values (${wish.lang}, ${slug}, ${id})
      on conflict (lang, slug) do update set slug = excluded.slug returning article_id`.execute(tx.db)
    if (rows[0]?.articleId === id) return slug
  }
}

/** `publishAt` null withdraws it. False when there is no such article. */
export async function setPublication(tx: Tx, id: ArticleId, publishAt: Date | null): Promise<boolean> {
  const { rows } = await sql`
    update articles set state = ${publishAt ? 'published' : 'draft'}, publish_at = ${publishAt}, updated_at = ${tx.now()},
      updated_by = ${tx.actor.id} where id = ${id} returning id`.execute(tx.db)
  return rows.length > 0
}

export async function insertArticleEvent(
  tx: Tx,
  id: ArticleId,
  event: { what: string; data: Readonly<Record<string, string | number | null>> },
): Promise<void> {
  await sql`
    insert into article_events (article_id, what, data, at, by)
    values (${id}, ${event.what}, ${JSON.stringify(event.data)}::jsonb, ${tx.now()}, ${tx.actor.id})`.execute(tx.db)
}

export type NewMedia = {
  readonly fileKey: string
  readonly name: string
  readonly width: number
  readonly height: number
  readonly bytesCount: number
}

export async function insertMedia(tx: Tx, media: NewMedia): Promise<void> {
  await sql`
    insert into content_media (file_key, name, width, height, bytes_count, uploaded_at, uploaded_by)
    values (${media.fileKey}, ${media.name}, ${media.width}, ${media.height}, ${media.bytesCount}, ${tx.now()}, ${tx.actor.id})
    on conflict (file_key) do nothing`.execute(tx.db)
}
