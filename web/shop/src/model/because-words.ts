import { type Explanation, nameIn } from '#modules/promotions'
import type { Speech } from './context.ts'

/** Why a promotion or a code does, or does not, take something off. */
export function becauseText(
  { t, money, lang }: Speech,
  { because, names, code, amountMinor, missing = 0 }: Explanation,
): string {
  const name = names ? nameIn(lang, names) : (code ?? '')
  return t(`promotions:because.${because}`, {
    name,
    code: code ?? name,
    amount: money(amountMinor),
    missing: money(missing),
    count: missing,
  })
}
