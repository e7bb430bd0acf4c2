import { isDeepStrictEqual } from 'node:util'
import { refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { emit } from '#platform/outbox'
import type { CopyFacts, VariantChange, VariantFacts } from './product.ts'
import { getVariantFacts } from './queries.ts'
import { updateVariants, type VariantUpdate } from './store.ts'

/**
 * Changes grades, notes or weight; what a change does not name stays. A change that says nothing new is not an event.
 * Refuses `catalog.variant-not-found`.
 */
export async function changeVariants(cx: MaybeTx, changes: readonly VariantChange[]): Promise<void> {
  await inTransaction(cx, async (tx) => {
    const known = new Map(
      (
        await getVariantFacts(
          tx,
          changes.map(({ variantId }) => variantId),
        )
      ).map((facts) => [facts.id, facts]),
    )
    const updates = changes.flatMap((change) => updateOf(known.get(change.variantId), change) ?? [])
    if (updates.length === 0) return
    await updateVariants(tx, updates)
    const variantIds = updates.map(({ id }) => id)
    const productIds = [...new Set(variantIds.flatMap((id) => known.get(id)?.productId ?? []))]
    await emit(tx, { type: 'catalog.changed', payload: { productIds, variantIds } })
  })
}

function updateOf(known: VariantFacts | undefined, { variantId, ...change }: VariantChange): VariantUpdate | undefined {
  if (!known) refuse('catalog.variant-not-found', { variantId })
  const next: CopyFacts = { ...copyOf(known), ...change }
  if (isSameCopy(known, next)) return undefined
  const isRegraded = known.mediaGrade !== next.mediaGrade || known.sleeveGrade !== next.sleeveGrade
  return { ...next, id: variantId, isRegraded, changed: changedFields(copyOf(known), next) }
}

/** Per field that differs what it was and what it is now. */
const changedFields = (before: CopyFacts, after: CopyFacts): Record<string, readonly unknown[]> => {
  const now = new Map<string, unknown>(Object.entries(after))
  return Object.fromEntries(
    Object.entries(before).flatMap(([name, was]) => (was === now.get(name) ? [] : [[name, [was, now.get(name)]]])),
  )
}

const copyOf = (facts: CopyFacts): CopyFacts => ({
  mediaGrade: facts.mediaGrade,
  sleeveGrade: facts.sleeveGrade,
  mediaNote: facts.mediaNote,
  sleeveNote: facts.sleeveNote,
  playNote: facts.playNote,
  comment: facts.comment,
  privateNote: facts.privateNote,
  weightGrams: facts.weightGrams,
})

const isSameCopy = (a: CopyFacts, b: CopyFacts): boolean => isDeepStrictEqual(copyOf(a), copyOf(b))
