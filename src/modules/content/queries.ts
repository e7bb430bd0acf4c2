import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Lang } from '#platform/i18n'
import type { ArticleId, ArticleKind, ArticleTexts } from './article.ts'

export type Article = {
  readonly id: ArticleId
  readonly kind: ArticleKind
  readonly state: 'draft' | 'published'
  readonly publishAt: Date | null
  readonly version: number
  readonly updatedAt: Date
  readonly updatedBy: string
  readonly texts: ArticleTexts
  readonly slugs: Readonly<Partial<Record<Lang, string>>>
}

const columns = sql`
  a.id, a.kind, a.state, a.publish_at, a.version, a.updated_at, a.updated_by,
  coalesce((select jsonb_object_agg(t.lang, jsonb_build_object('title', t.title, 'summary', t.summary, 'body', t.body))
    from article_texts t where t.article_id = a.id), '{}') as texts,
  coalesce((select jsonb_object_agg(t.lang, t.slug) from article_texts t where t.article_id = a.id), '{}') as slugs`

/** Refuses `content.not-found`. */
export async function getArticle(cx: Cx, articleId: ArticleId): Promise<Article> {
  const { rows } = await sql<Article>`select ${columns} from articles a where a.id = ${articleId}`.execute(cx.db)
  return rows[0] ?? refuse('content.not-found', { articleId })
}

/** For the office: all of them, the latest change first. */
export async function listArticles(cx: Cx): Promise<Article[]> {
  return (
    await sql<Article>`select ${columns} from articles a order by a.updated_at desc, a.id limit 500`.execute(cx.db)
  ).rows
}

/** One article as its readers see it. */
export type PublishedArticle = {
  readonly id: ArticleId
  readonly kind: ArticleKind
  readonly slug: string
  readonly title: string
  readonly summary: string
  readonly body: string
  readonly publishedAt: Date
  readonly updatedAt: Date
  /** The address in every language it was written in. */
  readonly slugs: Readonly<Partial<Record<Lang, string>>>
}

const published = (cx: Cx) => sql`a.state = 'published' and a.publish_at <= ${cx.now()}`
const publishedColumns = sql`
  a.id, a.kind, t.slug, t.title, t.summary, t.body, a.publish_at as published_at, a.updated_at,
  (select jsonb_object_agg(o.lang, o.slug) from article_texts o where o.article_id = a.id) as slugs`

/** What readers may see in their language, the newest first. */
export async function publishedArticles(cx: Cx, kind: ArticleKind, lang: Lang): Promise<PublishedArticle[]> {
  const { rows } = await sql<PublishedArticle>`
    select ${publishedColumns} from articles a join article_texts t on t.article_id = a.id and t.lang = ${lang}
    where a.kind = ${kind} and ${published(cx)} order by a.publish_at desc, a.id limit 200`.execute(cx.db)
  return rows
}

/** The article at an address, also at one it had before: its `slug` is then another, and the reader is sent there. */
export async function findPublished(
  cx: Cx,
  { kind, lang, slug }: { kind: ArticleKind; lang: Lang; slug: string },
): Promise<PublishedArticle | undefined> {
  const { rows } = await sql<PublishedArticle>`
    select ${publishedColumns} from article_slugs s join articles a on a.id = s.article_id
    join article_texts t on t.article_id = a.id and t.lang = s.lang
    where s.lang = ${lang} and s.slug = ${slug} and a.kind = ${kind} and ${published(cx)}`.execute(cx.db)
  return rows[0]
}

export type ContentLinks = {
  readonly pages: readonly { readonly slug: string; readonly title: string }[]
  readonly hasPosts: boolean
}

/** What every page's foot links to: one narrow read, the texts stay where they are. */
export async function contentLinks(cx: Cx, lang: Lang): Promise<ContentLinks> {
  const { rows } = await sql<{ kind: ArticleKind; slug: string; title: string }>`
    select a.kind, t.slug, t.title from articles a join article_texts t on t.article_id = a.id and t.lang = ${lang}
    where ${published(cx)} and a.kind = 'page'
    union all
    (select a.kind, '', '' from articles a join article_texts t on t.article_id = a.id and t.lang = ${lang}
    where ${published(cx)} and a.kind = 'post' limit 1)
    order by title`.execute(cx.db)
  return {
    pages: rows.filter(({ kind }) => kind === 'page').map(({ slug, title }) => ({ slug, title })),
    hasPosts: rows.some(({ kind }) => kind === 'post'),
  }
}

export type Media = {
  readonly fileKey: string
  readonly name: string
  readonly width: number
  readonly height: number
  readonly bytesCount: number
  readonly uploadedAt: Date
}

export async function listMedia(cx: Cx): Promise<Media[]> {
  const { rows } = await sql<Media>`
    select file_key, name, width, height, bytes_count, uploaded_at from content_media order by uploaded_at desc, file_key limit 200`.execute(
    cx.db,
  )
  return rows
}
