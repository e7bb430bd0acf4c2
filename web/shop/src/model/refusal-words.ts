import type { Refusal } from '#kernel/refusal'
import { hasText, type Lang, translate } from '#platform/i18n'

/** A refusal as a buyer reads it: the shop's own words for it, else everybody's. */
export function refusalText(lang: Lang, { code, data }: Pick<Refusal, 'code' | 'data'>): string {
  const key = [`shop:refusal.${code.replaceAll('.', '-')}`, `refusals:${code}`].find((candidate) =>
    hasText(lang, candidate),
  )
  return translate(lang, key ?? 'shop:refusal.unknown', { ...data })
}
