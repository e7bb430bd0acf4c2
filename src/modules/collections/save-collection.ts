import { newId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { slugOf } from '#modules/catalog'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { notifyPurge } from '#platform/outbox'
import type { CollectionContent, CollectionId } from './collection.ts'
import { findProductIds, getCollection } from './queries.ts'
import { insertCollection, insertEvent, replacePicks, replaceTexts, takeSlug, updateCollection } from './store.ts'

export const collectionsTag = 'collections'

/** A new collection. Refuses `collections.no-text`, `collections.unknown-products`. */
export const createCollection = (cx: Cx, content: CollectionContent): Promise<CollectionId> =>
  inTransaction(cx, async (tx) => {
    const id = newId<CollectionId>(tx.now())
    await insertCollection(tx, id, content)
    await writeParts(tx, id, content)
    await insertEvent(tx, id, 'created', 1)
    return id
  })

/**
 * Saves it whole. The address follows the title and the old one keeps leading here. Refuses `collections.stale` when
 * somebody else has saved since `version`, `collections.not-found`, `collections.no-text`, `collections.unknown-products`.
 */
export const saveCollection = (
  cx: Cx,
  id: CollectionId,
  content: CollectionContent & { version: number },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const before = await getCollection(tx, id)
    if (!(await updateCollection(tx, id, content)))
      refuse('collections.stale', { version: before.version, savedBy: before.updatedBy })
    await writeParts(tx, id, content)
    await insertEvent(tx, id, 'saved', content.version + 1)
  })

async function writeParts(tx: Tx, id: CollectionId, { texts, kind, productSlugs }: CollectionContent): Promise<void> {
  const written = Object.entries(texts)
  if (written.length === 0) refuse('collections.no-text', {})
  const rows = []
  for (const [lang, { title, intro }] of written)
    rows.push({ lang, title, intro, slug: await takeSlug(tx, id, { lang, slug: slugOf(title) || 'collection' }) })
  await replaceTexts(tx, id, rows)
  const slugs = kind === 'picked' ? [...new Set(productSlugs)] : []
  const known = await findProductIds(tx, slugs)
  const unknown = slugs.filter((slug) => !known.has(slug))
  if (unknown.length > 0) refuse('collections.unknown-products', { slugs: unknown.join(', ') })
  await replacePicks(
    tx,
    id,
    slugs.flatMap((slug) => known.get(slug) ?? []),
  )
  await notifyPurge(tx, [collectionsTag])
}
