import type { ShopLocals } from '#app/shop'
import { Refusal } from '#kernel/refusal'
import { type NameKind, type NamePage, namePage } from '#modules/storefront'
import type { Speech } from './context.ts'

/** The page of an artist or label, undefined for a name we do not know; the tags of what it shows are noted. */
export async function findNamePage(
  { cx, facts, tags }: Pick<ShopLocals, 'cx' | 'facts' | 'tags'>,
  kind: NameKind,
  { slug, page }: { slug: string; page: string | null },
): Promise<NamePage | undefined> {
  try {
    const number = page && /^\d{1,6}$/.test(page) ? Number(page) : 1
    const found = await namePage(cx, kind, { slug, page: number, sources: facts })
    for (const tag of found.tags) tags.add(tag)
    return found
  } catch (error) {
    if (error instanceof Refusal && error.code === 'storefront.name-not-found') return undefined
    throw error
  }
}

/** What the shelf says about a name, each fact as a word and its value; nothing while nothing is on sale. */
export function nameFacts(
  { decades, formats, genres, priceMinMinor: min, priceMaxMinor: max }: NamePage,
  { t, money }: Pick<Speech, 't' | 'money'>,
): { name: string; value: string }[] {
  const [first, last] = [decades[0], decades.at(-1)]
  const range = first !== last && t('namePage.decadeRange', { from: first ?? '', to: last ?? '' })
  return [
    { name: t('namePage.decades'), value: first === undefined ? '' : range || t('decade', { decade: first }) },
    { name: t('namePage.formats'), value: formats.slice(0, 5).join(', ') },
    { name: t('namePage.genres'), value: genres.slice(0, 4).join(', ') },
    {
      name: t('namePage.prices'),
      value:
        min === null || max === null
          ? ''
          : min === max
            ? money(min)
            : t('namePage.priceRange', { min: money(min), max: money(max) }),
    },
  ].filter(({ value }) => value !== '')
}
