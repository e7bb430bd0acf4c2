import { z } from 'zod'
import type { MediaGrade } from '#modules/catalog'
import type { ConnectorLink } from '#modules/channels'
import { bodyOf, type VintedClient } from './client.ts'
import type { VintedCategory } from './settings.ts'

const named = z.object({ id: z.number(), title: z.string().default('') })
const attribute = z.object({ code: z.string(), options: z.array(named).default([]) })

type Catalog = {
  readonly id: number
  readonly title: string
  readonly catalogs: readonly Catalog[]
  readonly disabled_fields: readonly string[]
}
const catalog: z.ZodType<Catalog> = named.extend({
  get catalogs() {
    return z.array(catalog).default([])
  },
  disabled_fields: z.array(z.string()).default([]),
})
const enumerations = z.object({
  catalogs: z.array(catalog).min(1),
  statuses: z.array(named).default([]),
  package_sizes: z.array(named).min(1),
  item_attributes: z.array(attribute).default([]),
})
const ontologies = z.object({ currency: z.string().default('EUR'), enumerations })

/** Asks the site for its words; nothing of ours is created there. */
export async function setUp(client: VintedClient, settings: ConnectorLink['settings']) {
  const told = bodyOf(ontologies, await client.call({ method: 'GET', path: '/api/v1/ontologies' }))
  const { catalogs, statuses, package_sizes: sizes, item_attributes: attributes } = told.enumerations
  const condition = attributes.find(({ code }) => code === 'condition')
  return {
    // The API names no seller.
    seller: '',
    settings: {
      ...settings,
      currency: told.currency,
      categories: {
        vinyl: findCategory(catalogs, /vinyl/i),
        cd: findCategory(catalogs, /^cds?\b|\bcds?$/i),
        cassette: findCategory(catalogs, /cassette|\bk7\b/i),
      },
      conditions: rankConditions(condition?.options ?? statuses),
      isConditionAttribute: condition !== undefined,
      packageSizes: sizes.map(({ id }) => id),
    },
  }
}

/** Only leaves take items, and only those below a branch for music: "cassette" is a kind of film, too. */
function findCategory(catalogs: readonly Catalog[], title: RegExp): VintedCategory | null {
  const found = leavesUnder(catalogs, '').find((leaf) => /musi[ckq]/i.test(leaf.path) && title.test(leaf.catalog.title))
  return found ? { id: found.catalog.id, takesBrand: !found.catalog.disabled_fields.includes('brand') } : null
}

type Leaf = { readonly catalog: Catalog; readonly path: string }
const leavesUnder = (catalogs: readonly Catalog[], above: string): Leaf[] =>
  catalogs.flatMap((branch) => {
    const path = `${above} ${branch.title}`
    return branch.catalogs.length === 0 ? [{ catalog: branch, path }] : leavesUnder(branch.catalogs, path)
  })

/** Best first, by the words of the French and the English site; a condition in other words is not used. */
const conditionWords: readonly RegExp[] = [
  /^neuf avec|^new with tags/i,
  /^neuf sans|^new without/i,
  /^très bon|^very good/i,
  /^bon\b|^good/i,
  /^satisf/i,
]

function rankConditions(offered: readonly { id: number; title: string }[]) {
  return offered
    .flatMap(({ id, title }) => {
      const rank = conditionWords.findIndex((words) => words.test(title.trim()))
      return rank < 0 ? [] : [{ rank, id }]
    })
    .toSorted((a, b) => a.rank - b.rank)
}

/** Where on `conditionWords` a grade stands. F and P are not listed at all. */
const rankOfGrade: Readonly<Record<MediaGrade, number>> = { M: 2, NM: 2, 'VG+': 2, VG: 3, 'G+': 4, G: 4, F: 4, P: 4 }

/**
 * The best condition the site offers that is not better than the grade: a buyer must never read more than the seller
 * graded. Undefined when it offers none that modest.
 */
export function conditionOf(
  copy: { condition: 'new' | 'used'; mediaGrade: MediaGrade | null },
  offered: readonly { rank: number; id: number }[],
): number | undefined {
  const rank = copy.condition === 'new' ? 0 : copy.mediaGrade === null ? 4 : rankOfGrade[copy.mediaGrade]
  return offered.find((candidate) => candidate.rank >= rank)?.id
}

const gramsMax = [1_000, 2_000]

/** By weight; the site lists its sizes from small to large. */
export function packageSizeOf(weightGrams: number, sizes: readonly number[]): number {
  const wanted = gramsMax.filter((limit) => weightGrams > limit).length
  return sizes[Math.min(wanted, sizes.length - 1)] ?? 0
}
