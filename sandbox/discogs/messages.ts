import { Hono } from 'hono'
import type { Machine } from '#sandbox/machine'
import { type DiscogsEnv, jsonBody, requireSeller } from './access.ts'
import { addStatusMessage, addTextMessage, findMessages } from './message-store.ts'
import { readNextStatus } from './order-rules.ts'
import { changeOrder } from './order-store.ts'
import { orderId } from './order-view.ts'
import { orderOf } from './orders.ts'
import { pageWish, pagination } from './paging.ts'
import { refuseDiscogs } from './refusal.ts'
import { discogsTime, seller } from './seller.ts'

export function messages(machine: Machine): Hono<DiscogsEnv> {
  const app = new Hono<DiscogsEnv>()

  app.get('/marketplace/orders/:id/messages', (c) => {
    requireSeller(c)
    const { number } = orderOf(machine, c)
    const wish = pageWish(c)
    const found = findMessages(machine, {
      orderNumber: number,
      limit: wish.perPage,
      offset: (wish.page - 1) * wish.perPage,
    })
    const order = { id: orderId(number), resource_url: `${c.get('base')}/marketplace/orders/${orderId(number)}` }
    const shown = found.messages.map((message) => ({
      order,
      ...(message !== null && typeof message === 'object' ? message : {}),
    }))
    return c.json({ pagination: pagination(c, wish, found.total), messages: shown })
  })

  app.post('/marketplace/orders/:id/messages', async (c) => {
    requireSeller(c)
    const order = orderOf(machine, c)
    const { message, status } = await jsonBody(c)
    if (message === undefined && status === undefined) refuseDiscogs(422, 'Either message or status must be set.')
    if (message !== undefined && typeof message !== 'string')
      return refuseDiscogs(422, 'Invalid message: expected string.')
    const next = status === undefined ? undefined : readNextStatus(status, order.status)

    const words = [next && `Seller changed status from ${order.status} to ${next}`, message]
      .filter(Boolean)
      .join('\n\n')
    machine.store.inTransaction(() => {
      changeOrder(machine, order, next === undefined ? {} : { status: next })
      if (message === undefined && next !== undefined) addStatusMessage(machine, order, next)
      else addTextMessage(machine, order, words)
    })
    const base = c.get('base')
    const answer = {
      from: { username: seller.username, resource_url: `${base}/users/${seller.username}` },
      message: words,
      order: { id: orderId(order.number), resource_url: `${base}/marketplace/orders/${orderId(order.number)}` },
      timestamp: discogsTime(machine.now()),
      subject: `Discogs Order #${orderId(order.number)}`,
    }
    return c.json(answer, 201)
  })

  return app
}
