import type { ShopLocals } from '#app/shop'
import { answering } from '#modules/messages'
import { speak } from './context.ts'

/** 'Nadia répond aujourd’hui jusqu’à 18 h'; undefined when the office keeps no hours. */
export async function answeringWords(locals: ShopLocals): Promise<string | undefined> {
  const { cx, facts, shop, lang } = locals
  const state = answering(await facts.answeringHours(cx), cx.now())
  if (!state) return undefined
  const { t } = speak(locals)
  const name = shop.contactName || shop.shopName
  const clock = (time: string): string =>
    lang === 'fr' ? time.replace(/^0/, '').replace(/:00$/, '\u00a0h').replace(':', '\u00a0h\u00a0') : time
  if (state.kind === 'now') return t('messages:answering.now', { name, time: clock(state.closes) })
  const when = state.inDays === 0 ? 'today' : state.inDays === 1 ? 'tomorrow' : 'day'
  return t(`messages:answering.${when}`, {
    name,
    time: clock(state.opens),
    day: t(`messages:weekday.${state.weekday}`),
  })
}
