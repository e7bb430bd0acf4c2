import type { ProductId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { CollectionContent, CollectionId } from './collection.ts'

type Facts = Pick<CollectionContent, 'kind' | 'rule' | 'isShown' | 'pictureKey'>

export async function insertCollection(tx: Tx, id: CollectionId, facts: Facts): Promise<void> {
  await sql`
    insert into collections (id, kind, rule, is_shown, picture_key, created_at, updated_at, updated_by)
    values (${id}, ${facts.kind}, ${JSON.stringify(facts.rule)}::jsonb, ${facts.isShown}, ${facts.pictureKey}, ${tx.now()}, ${tx.now()},
      ${tx.actor.id})`.execute(tx.db)
}

/** False when it is not at `version` any more. */
export async function updateCollection(tx: Tx, id: CollectionId, facts: Facts & { version: number }): Promise<boolean> {
  const { rows } = await sql`
    update collections set kind = ${facts.kind}, rule = ${JSON.stringify(facts.rule)}::jsonb, is_shown = ${facts.isShown},
      picture_key = ${facts.pictureKey}, version = version + 1, updated_at = ${tx.now()}, updated_by = ${tx.actor.id}
    where id = ${id} and version = ${facts.version} returning id`.execute(tx.db)
  return rows.length > 0
}

/** Takes the first free of slug, slug-2, slug-3 …; one it had before is its own again. */
export async function takeSlug(tx: Tx, id: CollectionId, wish: { lang: string; slug: string }): Promise<string> {
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? wish.slug : `${wish.slug}-${number}`
    const { rows } = await sql<{ collectionId: CollectionId }>`
      insert into collection_slugs (lang, slug, collection_id) values (${wish.lang}, ${slug}, ${id})
      on conflict (lang, slug) do update set slug = excluded.slug returning collection_id`.execute(tx.db)
    if (rows[0]?.collectionId === id) return slug
  }
}

type Text = { lang: string; slug: string; title: string; intro: string }

export async function replaceTexts(tx: Tx, id: CollectionId, texts: readonly Text[]): Promise<void> {
  await sql`delete from collection_texts where collection_id = ${id}`.execute(tx.db)
  for (const { lang, slug, title, intro } of texts)
    await sql`
      insert into collection_texts (collection_id, lang, slug, title, intro) values (${id}, ${lang}, ${slug}, ${title}, ${intro})`.execute(
      tx.db,
    )
}

export async function replacePicks(tx: Tx, id: CollectionId, productIds: readonly ProductId[]): Promise<void> {
  await sql`delete from collection_picks where collection_id = ${id}`.execute(tx.db)
  await sql`
    insert into collection_picks (collection_id, product_id, position)
    select ${id}, product_id, n from unnest(${productIds}::uuid[]) with ordinality as u (product_id, n)`.execute(tx.db)
}

export async function insertEvent(tx: Tx, id: CollectionId, what: string, version: number): Promise<void> {
  await sql`
    insert into collection_events (collection_id, what, data, at, by)
    values (${id}, ${what}, ${JSON.stringify({ version })}::jsonb, ${tx.now()}, ${tx.actor.id})`.execute(tx.db)
}
