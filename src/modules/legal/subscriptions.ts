import { isLang, translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import type { Subscriptions } from '#platform/outbox'
import { termsInForce } from './publish-terms.ts'
import { placedFacts } from './queries.ts'
import { insertOrderTerms } from './store.ts'

/** An order of the shop keeps the terms it was placed under, and its buyer gets them whole, to keep (L221-13). */
export const subscriptions: Subscriptions = {
  'order.placed': async (tx, { orderId }, { occurredAt }) => {
    const order = await placedFacts(tx, orderId)
    if (order?.source !== 'shop') return
    const terms = await termsInForce(tx)
    await insertOrderTerms(tx, orderId, { number: terms.number, at: occurredAt })
    if (!order.email) return
    const lang = isLang(order.lang) ? order.lang : 'fr'
    const values = { number: order.number, name: order.name, version: terms.number, digest: terms.digest }
    await queueMail(tx, {
      to: order.email,
      subject: translate(lang, 'legal:mail.subject', values),
      text: `${translate(lang, 'legal:mail.text', values)}\n\n${terms.texts[lang] ?? terms.texts.fr ?? ''}\n`,
      idempotencyKey: `order.terms:${order.number}`,
    })
  },
}
