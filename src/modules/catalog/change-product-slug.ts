import type { ProductId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { findMoved, moveAddress } from '#modules/addresses'
import { type Cx, inTransaction } from '#platform/cx'
import { emit } from '#platform/outbox'
import { slugOf } from './names.ts'
import { findTakenSlugs } from './queries.ts'
import { findProductSlug, lockProducts, updateProductSlug } from './store.ts'

/**
 * Gives a product another address; the old one leads there for good. The words are made an address: "Kind of Blue !" is
 * `kind-of-blue`. Repeating the call changes nothing. Refuses `catalog.product-not-found`, `catalog.slug-empty`,
 * and `catalog.slug-taken` when another product has the address or had it.
 */
export const changeProductSlug = (cx: Cx, productId: ProductId, words: string): Promise<string> =>
  inTransaction(cx, async (tx) => {
    const slug = slugOf(words)
    if (slug === '') refuse('catalog.slug-empty', { words })
    await lockProducts(tx)
    const before = await findProductSlug(tx, productId)
    if (before === undefined) refuse('catalog.product-not-found', { productId })
    if (before === slug) return slug
    if ((await findTakenSlugs(tx, [slug])).has(slug)) refuse('catalog.slug-taken', { slug })
    // One that it had before is its own again.
    const led = await findMoved(tx, 'product', slug)
    if (led !== undefined && led !== before) refuse('catalog.slug-taken', { slug })
    await updateProductSlug(tx, productId, slug)
    await moveAddress(tx, { kind: 'product', from: before, to: slug })
    await emit(tx, { type: 'catalog.changed', payload: { productIds: [productId], variantIds: [] } })
    return slug
  })
