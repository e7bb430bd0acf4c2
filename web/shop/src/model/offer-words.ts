import { formatDateTime, type Lang } from '#platform/i18n'
import type { Speech } from './context.ts'

/** '−25 %'; halves are told, because rounding up would announce more than there is. */
export function percentText({ lang }: { lang: Lang }, basisPoints: number): string {
  const percent = Math.floor(basisPoints / 10) / 10
  return `−${new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(percent)}\u00a0%`
}

/** The moment the offer really ends; there is no clock that starts again. */
export const deadlineText = ({ t, lang }: Pick<Speech, 't' | 'lang'>, endsAt: Date): string =>
  t('promotions:until', { at: formatDateTime(lang, endsAt) })
