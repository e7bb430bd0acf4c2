import type { ItemCard } from '#modules/storefront'

/** 'LP · CBS · 1987' without its label, so that the label can be a link: 'LP · ' and ' · 1987'. All of it when no page names the label. */
export function aroundLabel({
  detail,
  labelName,
  labelSlug,
  formatWord,
  format,
}: Pick<ItemCard, 'detail' | 'labelName' | 'labelSlug' | 'formatWord' | 'format'>): { before: string; after: string } {
  const start = labelName && labelSlug ? detail.indexOf(labelName, (formatWord || format).length) : -1
  if (!labelName || start < 0) return { before: detail, after: '' }
  return { before: detail.slice(0, start), after: detail.slice(start + labelName.length) }
}
