import { newId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { langs } from '#platform/i18n'
import { notifyPurge } from '#platform/outbox'
import { type ArticleId, type ArticleKind, type ArticleTexts, addressOf } from './article.ts'
import { getArticle } from './queries.ts'
import { bumpVersion, deleteText, insertArticle, insertArticleEvent, saveText, takeSlug } from './store.ts'

/** A new draft. Refuses `content.no-text` without a text in any language. */
export const createArticle = (cx: Cx, kind: ArticleKind, texts: ArticleTexts): Promise<ArticleId> =>
  inTransaction(cx, async (tx) => {
    const id = newId<ArticleId>(tx.now())
    await insertArticle(tx, id, kind)
    await writeTexts(tx, id, texts)
    await insertArticleEvent(tx, id, { what: 'created', data: {} })
    return id
  })

/**
 * Saves the texts as they now are; a language that is missing is taken away. The address follows the title, and the old
 * one keeps leading here. Refuses `content.stale` when somebody else has saved since `version`, `content.no-text`.
 */
export const saveArticle = (
  cx: Cx,
  id: ArticleId,
  { version, texts }: { version: number; texts: ArticleTexts },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const before = await getArticle(tx, id)
    if (!(await bumpVersion(tx, id, version))) {
      refuse('content.stale', { articleId: id, version: before.version, savedBy: before.updatedBy })
    }
    await writeTexts(tx, id, texts)
    await insertArticleEvent(tx, id, { what: 'saved', data: { version: version + 1 } })
    await notifyPurge(tx, ['content'])
  })

async function writeTexts(tx: Tx, id: ArticleId, texts: ArticleTexts): Promise<void> {
  if (langs.every((lang) => !texts[lang])) refuse('content.no-text', {})
  for (const lang of langs) {
    const text = texts[lang]
    if (!text) await deleteText(tx, id, lang)
    else await saveText(tx, id, { lang, text, slug: await takeSlug(tx, id, { lang, slug: addressOf(text.title) }) })
  }
}
