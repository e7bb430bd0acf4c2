import type { FacetName } from '#modules/storefront'
import type { Speech } from './context.ts'

/** How a facet's value reads to a person. Genres, formats and countries speak for themselves. */
export function facetWords({ t, money }: Pick<Speech, 't' | 'money'>, facet: FacetName, value: string): string {
  if (facet === 'medium' || facet === 'kind') return t(`${facet}.${value}`)
  if (facet === 'decade') return t('decade', { decade: value })
  if (facet === 'grade') return value === 'ungraded' ? t('grade.ungraded') : t('grade.atLeast', { grade: value })
  if (facet !== 'price') return value
  const [min = '', max = ''] = value.split('-')
  const amount = (text: string): string => money(Number(text)).replace(/[,.]00/, '')
  if (max === '') return t('price.from', { min: amount(min) })
  return Number(min) === 0
    ? t('price.under', { max: amount(max) })
    : t('price.between', { min: amount(min), max: amount(max) })
}
