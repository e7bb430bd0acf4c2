import { dayOf, mentionOf, type TaxScheme } from '#modules/taxes'
import type { Speech } from './context.ts'

type Words = Pick<Speech, 't'> & { readonly now: Date; readonly notice: string }

/** What is said about VAT: that it is included where there is some, the law's mention where there is none to show. */
export function taxSentences(schemes: readonly TaxScheme[], { now, t, notice }: Words): string[] {
  const day = dayOf(now)
  const mentions = schemes.flatMap((scheme) => mentionOf(scheme, day) ?? [])
  const included = schemes.includes('normal')
    ? [t(schemes.length > 1 ? 'promotions:vatOnSome' : 'promotions:vatIncluded')]
    : []
  return schemes.length === 0
    ? [t('checkout.taxIncluded'), notice].filter(Boolean)
    : [...included, ...mentions.map((text) => `${text}.`)]
}
