import { createHash } from 'node:crypto'
import { refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { pathOf, translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import { takeTurn } from './budgets.ts'
import { findList, type WishList } from './queries.ts'
import { insertWishEvent, lockList, setAlerts } from './store.ts'
import { newWishKey, type WishListId } from './wishes.ts'

/** Nobody's letter box is filled by strangers: three confirmations at once, then one in ten minutes. */
const mailBudget = { perMinute: 0.1, burst: 3 } as const
const networkBudget = { perMinute: 1, burst: 10 } as const

type Asking = {
  readonly token: string
  readonly email: string
  /** The sentence beside the button, kept as proof of what was agreed to. */
  readonly wording: string
  readonly shopName: string
  readonly ip: string
}

/**
 * A visitor wants alerts at an address: it gets one mail and nothing more until somebody there confirms (double opt-in). Asking again for
 * an address that has confirmed changes nothing. Refuses `wish.list-not-found`, `request.too-many`.
 */
export async function askForAlerts(cx: MaybeTx, { token, email, wording, shopName, ip }: Asking): Promise<void> {
  await takeTurn(cx, `wish-alerts:${ip}`, networkBudget)
  await takeTurn(cx, `wish-alerts:mail:${anonymous(email)}`, mailBudget)
  await inTransaction(cx, async (tx) => {
    const known = (await findList(tx, { token })) ?? refuse('wish.list-not-found', {})
    await lockList(tx, known.id)
    const list = (await findList(tx, { token })) ?? refuse('wish.list-not-found', {})
    if (list.alerts === 'on' && list.email?.toLowerCase() === email.toLowerCase()) return
    const alertKey = newWishKey()
    await setAlerts(tx, list.id, { alerts: 'asked', email, alertKey })
    await insertWishEvent(tx, list.id, { what: 'alerts-asked', data: { wording, source: pathOf('wishes', list.lang) } })
    const url = `${tx.outside.publicUrl ?? ''}${pathOf('wish-alerts', list.lang)}?cle=${alertKey}`
    const values = { shop: shopName, url }
    await queueMail(tx, {
      to: email,
      subject: translate(list.lang, 'wishes:mail.confirm.subject', values),
      text: translate(list.lang, 'wishes:mail.confirm.text', values),
      idempotencyKey: `wishes.confirm:${alertKey}`,
    })
  })
}

const anonymous = (email: string): string => createHash('sha256').update(email.toLowerCase()).digest('base64url')

/** A customer wants alerts: the address of the account has proved itself already. */
export const turnOnAlerts = (cx: MaybeTx, { list, wording }: { list: WishList; wording: string }): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (list.customerId === null || list.email === null) return refuse('wish.list-not-found', {})
    await lockList(tx, list.id)
    await setAlerts(tx, list.id, { alerts: 'on', email: list.email })
    await insertWishEvent(tx, list.id, {
      what: 'alerts-on',
      data: { wording, source: pathOf('wishes', list.lang) },
    })
  })

/** Somebody who reads the address says yes. Refuses `wish.alert-unknown`; repeating it changes nothing. */
export const confirmAlerts = (cx: MaybeTx, alertKey: string): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const list = (await findList(tx, { alertKey })) ?? refuse('wish.alert-unknown', {})
    await lockList(tx, list.id)
    if (list.alerts === 'on' || list.email === null) return
    await setAlerts(tx, list.id, { alerts: 'on' })
    await insertWishEvent(tx, list.id, { what: 'alerts-confirmed' })
  })

/** No alert any more, from one press or from the mail program's own button. Repeating it changes nothing. */
export const stopAlerts = (cx: MaybeTx, { listId }: { listId: WishListId }): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await lockList(tx, listId)
    await setAlerts(tx, listId, { alerts: 'stopped' })
    await insertWishEvent(tx, listId, { what: 'alerts-stopped' })
  })
