import { newCode, newId, type ProductId } from '#kernel/ids'
import { findMovedSlugs } from '#modules/addresses'
import { type Cx, inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { emit } from '#platform/outbox'
import { slugOf } from './names.ts'
import type { ProductFacts } from './product.ts'
import { findKnownProducts, findTakenSlugs, type KnownProduct, type PressingKey } from './queries.ts'
import { insertProducts, lockProducts, type ProductRow, updateProducts } from './store.ts'

/** `id` names the product that these facts are about; without it the product is found or added. */
export type SavedFacts = ProductFacts & { readonly id?: ProductId | undefined }

/**
 * Adds products or updates known ones, and answers their ids in the order given. A product is known by its id, its Discogs
 * release number, or (without a number) by the same artist, title, label, catalogue number, format, year and barcode.
 * Empty facts never wipe known ones; slugs never change. Repeating the call changes nothing.
 */
export function saveProducts(cx: MaybeTx, facts: readonly SavedFacts[]): Promise<ProductId[]> {
  return inTransaction(cx, async (tx) => {
    if (facts.length === 0) return []
    await lockProducts(tx)
    const plan = planProducts(tx, facts, await findKnownProducts(tx, facts))
    await insertProducts(tx, await withSlugs(tx, plan.added))
    const changed = await updateProducts(
      tx,
      plan.known.map((row) => ({ ...row, slug: '' })),
    )
    const productIds = [...plan.added.map(({ id }) => id), ...changed]
    if (productIds.length > 0) await emit(tx, { type: 'catalog.changed', payload: { productIds, variantIds: [] } })
    return plan.ids
  })
}

type Planned = ProductFacts & { readonly id: ProductId }
type Plan = { readonly ids: ProductId[]; readonly added: Planned[]; readonly known: Planned[] }

/** The same product twice in one call is written once; the later facts win. */
function planProducts(cx: Cx, facts: readonly SavedFacts[], known: readonly KnownProduct[]): Plan {
  const idByKey = new Map(known.map((product) => [keyOf(product), product.id]))
  const added = new Map<ProductId, Planned>()
  const changed = new Map<ProductId, Planned>()
  const ids = facts.map((fact) => {
    const key = keyOf(fact)
    const knownId = fact.id ?? (fact.kind === 'lot' ? undefined : idByKey.get(key))
    const id = knownId ?? newId<ProductId>(cx.now())
    if (knownId === undefined || added.has(id)) added.set(id, { ...fact, id })
    else changed.set(id, { ...fact, id })
    idByKey.set(key, id)
    return id
  })
  return { ids, added: [...added.values()], known: [...changed.values()] }
}

const keyOf = (product: PressingKey & { readonly discogsReleaseId?: number | null | undefined }): string =>
  product.discogsReleaseId
    ? `release:${product.discogsReleaseId}`
    : JSON.stringify([
        product.artist.toLowerCase(),
        product.title.toLowerCase(),
        product.label.toLowerCase(),
        product.catalogueNumber,
        product.format,
        product.barcode,
        product.year ?? null,
      ])

/** 'artist-title', or with the year, the release number or a short code when that is taken. */
async function withSlugs(tx: Tx, products: readonly Planned[]): Promise<ProductRow[]> {
  const wishes = products.map((product) => ({ product, candidates: slugCandidates(product) }))
  const wanted = wishes.flatMap(({ candidates }) => candidates)
  // An address that leads to a product that had it before is not free either.
  const taken = new Set([...(await findTakenSlugs(tx, wanted)), ...(await findMovedSlugs(tx, 'product', wanted))])
  return wishes.map(({ product, candidates }) => {
    const slug =
      candidates.find((candidate) => !taken.has(candidate)) ??
      `${candidates[0]}-${newCode('', 8).slice(1).toLowerCase()}`
    taken.add(slug)
    return { ...product, slug }
  })
}

function slugCandidates(product: ProductFacts): string[] {
  const base = slugOf(product.artist, product.title) || slugOf(product.catalogueNumber) || 'article'
  const withYear = product.year === undefined ? [] : [`${base}-${product.year}`]
  const withRelease = product.discogsReleaseId === undefined ? [] : [`${base}-r${product.discogsReleaseId}`]
  return [base, ...withYear, ...withRelease]
}
