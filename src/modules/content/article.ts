import type { Id } from '#kernel/ids'
import { slugOf } from '#modules/catalog'
import type { Lang } from '#platform/i18n'

export type ArticleId = Id<'Article'>
export type ArticleKind = 'page' | 'post'
export type ArticleText = { readonly title: string; readonly summary: string; readonly body: string }
/** A language it was not written in is missing. */
export type ArticleTexts = Readonly<{ [L in Lang]?: ArticleText | undefined }>

/** What readers can see of it. `scheduled`: published, but not before its moment. */
export type ArticleState = 'draft' | 'scheduled' | 'published'

export const stateAt = (now: Date, { state, publishAt }: { state: string; publishAt: Date | null }): ArticleState =>
  state !== 'published' || !publishAt ? 'draft' : publishAt > now ? 'scheduled' : 'published'

/** 'notre-selection-jazz'; a title without a Latin letter or digit is simply 'article'. */
export const addressOf = (title: string): string => slugOf(title) || 'article'
