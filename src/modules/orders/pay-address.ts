import type { Cx } from '#platform/cx'
import { type Lang, pathOf } from '#platform/i18n'

/** The payment page of one attempt: providers send the buyer back here, whatever happened there. */
export const payAddress = (cx: Cx, lang: Lang, token: string): string =>
  `${cx.outside.publicUrl ?? ''}${pathOf('pay', lang, { token })}`
