import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type OrderId, toId } from '#kernel/ids'
import { getOrder } from '#modules/orders'
import { getSettings } from '#modules/team'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { isLang, pathOf, translate } from '#platform/i18n'
import { defineJob } from '#platform/jobs'
import { queueMail } from '#platform/mail'
import { insertInvitation } from './store.ts'

/** Ten days after the parcel left (see subscriptions.ts). */
export const inviteJob = defineJob({
  name: 'reviews.invite',
  data: z.object({ orderId: z.uuid() }),
  retryLimit: 10,
  retryDelaySeconds: 60,
  run: async (cx, { orderId }) => {
    await inviteBuyer(cx, toId<OrderId>(orderId))
  },
})

export const jobs = [inviteJob] as const

/**
 * Asks the buyer by mail what they think; answers the key of the link. Once per order: repeated or at the same time, one
 * mail goes out. Nobody is asked for a marketplace's order, one that did not leave, or one without an address.
 */
export const inviteBuyer = (cx: MaybeTx, orderId: OrderId): Promise<string | undefined> =>
  inTransaction(cx, async (tx) => {
    const order = await getOrder(tx, orderId)
    const email = order.buyer.email
    if (order.source.startsWith('channel:') || order.state !== 'sent' || !email) return undefined
    const token = randomBytes(16).toString('hex')
    if (!(await insertInvitation(tx, { orderId, token, sentTo: email }))) return undefined
    const lang = isLang(order.lang) ? order.lang : 'fr'
    const { shopName } = await getSettings(tx)
    const values = {
      name: order.buyer.name,
      number: order.number,
      shop: shopName,
      url: `${tx.outside.publicUrl ?? ''}${pathOf('write-review', lang)}?cle=${token}`,
    }
    await queueMail(tx, {
      to: email,
      subject: translate(lang, 'reviews:mail.invitation.subject', values),
      text: translate(lang, 'reviews:mail.invitation.text', values),
      idempotencyKey: `review.invitation:${order.number}`,
    })
    return token
  })
