import type { VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { cardsOf, database, tagsOf } from './cards.ts'
import { countOnSale, findHomeRows, type HomeSection } from './queries.ts'
import type { HomePage } from './views.ts'

const cardsPerSection = 12
const raresMax = 24
const weekMs = 7 * 86_400_000

/** What the shop's front page shows. The rarity of the week changes on Thursdays and is one that can still be bought. */
export async function homePage(cx: Cx, sources = database): Promise<HomePage> {
  const [rows, counts] = await Promise.all([findHomeRows(cx, { cardsPerSection, raresMax }), countOnSale(cx)])
  const cards = new Map(
    (await cardsOf(cx, [...new Set(rows.map(({ variantId }) => variantId))], sources)).map((card) => [
      card.variantId,
      card,
    ]),
  )
  const section = (name: HomeSection) =>
    rows.filter((row) => row.section === name).flatMap(({ variantId }) => cards.get(variantId) ?? [])
  const rare = section('rare')
  const free = rare.filter(({ availability }) => availability === 'free')
  return {
    onSaleCount: counts.reduce((sum, { count }) => sum + count, 0),
    mediumCounts: {
      vinyl: 0,
      cd: 0,
      cassette: 0,
      other: 0,
      ...Object.fromEntries(counts.map(({ medium, count }) => [medium, count])),
    },
    arrivals: section('arrivals'),
    rare: rare.slice(0, cardsPerSection),
    underFive: section('under-five'),
    rarityOfTheWeek: pickOfTheWeek(free, cx.now()),
    tags: ['list', ...tagsOf([...cards.values()])],
  }
}

const pickOfTheWeek = <T extends { variantId: VariantId }>(rare: readonly T[], now: Date): T | null =>
  rare[Math.floor(now.getTime() / weekMs) % Math.max(1, rare.length)] ?? null
