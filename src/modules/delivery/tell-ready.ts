import type { OrderId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import { isLang, pathOf, translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import { choiceWords } from './choice-words.ts'
import { findOrderDelivery, readyFacts } from './queries.ts'
import { markReady } from './store.ts'

/** Writes to the buyer that the order can be collected, once. Refuses `delivery.not-to-collect` for what travels or is over. */
export const tellReady = (cx: Cx, orderId: OrderId): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const [delivery, order] = [await findOrderDelivery(tx, orderId), await readyFacts(tx, orderId)]
    if (!delivery || !order || delivery.choice.kind === 'relay' || order.state === 'cancelled') {
      refuse('delivery.not-to-collect', { orderId })
    }
    if (!(await markReady(tx, orderId)) || order.email === null) return
    const lang = isLang(order.lang) ? order.lang : 'fr'
    const values = {
      name: order.name,
      number: order.number,
      where: choiceWords(lang, delivery.choice),
      url: `${tx.outside.publicUrl ?? ''}${pathOf('order', lang, { number: order.number })}?cle=${order.accessToken}`,
    }
    await queueMail(tx, {
      to: order.email,
      subject: translate(lang, 'delivery:mail.ready.subject', values),
      text: translate(lang, 'delivery:mail.ready.text', values),
      idempotencyKey: `delivery.ready:${orderId}`,
    })
  })
