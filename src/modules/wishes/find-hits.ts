import { matchesAmong } from '#modules/storefront'
import { type Cx, inTransaction } from '#platform/cx'
import { unlookedSpells, wishedSearches } from './queries.ts'
import { insertHits, insertSearchHits, markLooked } from './store-spells.ts'

const spellsPerBatch = 500

/**
 * Finds the wishes that what has come or become cheaper answers. A copy is a hit of a wish once, whatever number of processes look and
 * however often its price falls. Answers how many spells were looked through.
 */
export const findHits = (cx: Cx): Promise<number> =>
  inTransaction(cx, async (tx) => {
    const spells = await unlookedSpells(tx, spellsPerBatch)
    if (spells.length === 0) return 0
    await insertHits(tx, spells)
    const fresh = spells.map(({ variantId }) => variantId)
    for (const { key, criteria } of await wishedSearches(tx)) {
      const variantIds = await matchesAmong(tx, criteria, fresh)
      if (variantIds.length > 0) await insertSearchHits(tx, key, { spells, variantIds })
    }
    return markLooked(tx, spells)
  })
