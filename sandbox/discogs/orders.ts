import { Hono } from 'hono'
import { type Machine, readSetting } from '#sandbox/machine'
import { type DiscogsContext, type DiscogsEnv, jsonBody, requireSeller } from './access.ts'
import { refuseChoice } from './listing-rules.ts'
import { sortDirection } from './listings.ts'
import { addShippingMessage, addStatusMessage } from './message-store.ts'
import { readOrderEdit } from './order-rules.ts'
import { changeOrder, findOrder, findOrders, type Order } from './order-store.ts'
import { orderView } from './order-view.ts'
import { pageWish, pagination } from './paging.ts'
import { refuseDiscogs } from './refusal.ts'
import { seller } from './seller.ts'
import { oneOf, orderFilters } from './vocabulary.ts'

const orderSorts: Readonly<Record<string, string>> = {
  id: 'number',
  buyer: 'buyer',
  created: 'created',
  status: 'status',
  last_activity: 'last_activity',
}

export function orders(machine: Machine): Hono<DiscogsEnv> {
  const app = new Hono<DiscogsEnv>()

  app.get('/marketplace/orders', (c) => {
    requireSeller(c)
    return c.json(listOrders(machine, c))
  })

  app.get('/marketplace/orders/:id', (c) => {
    requireSeller(c)
    return c.json(orderView(machine, orderOf(machine, c), c.get('base')))
  })

  app.post('/marketplace/orders/:id', async (c) => {
    requireSeller(c)
    const order = orderOf(machine, c)
    const edit = readOrderEdit(await jsonBody(c), order.status)
    machine.store.inTransaction(() => {
      changeOrder(machine, order, edit)
      if (edit.status !== undefined && edit.status !== order.status) addStatusMessage(machine, order, edit.status)
      if (edit.shippingMinor !== undefined) addShippingMessage(machine, order, edit.shippingMinor)
    })
    return c.json(orderView(machine, orderOf(machine, c), c.get('base')))
  })

  return app
}

export function orderOf(machine: Machine, c: DiscogsContext): Order {
  const [owner, number] = (c.req.param('id') ?? '').split('-')
  const order = owner === String(seller.id) ? findOrder(machine, Number(number)) : undefined
  return order ?? refuseDiscogs(404, 'Order not found.')
}

function listOrders(machine: Machine, c: DiscogsContext) {
  const status = c.req.query('status') ?? 'All'
  const sort = c.req.query('sort') ?? 'id'
  const column = orderSorts[sort] ?? refuseChoice('sort', Object.keys(orderSorts))
  const wish = pageWish(c)
  const { orders: found, total } = findOrders(machine, {
    status: oneOf(orderFilters, status) ?? refuseChoice('status', orderFilters),
    createdAfter: readMoment(c, 'created_after', '0000'),
    createdBefore: readMoment(c, 'created_before', '9999'),
    archived: readArchived(c.req.query('archived')),
    order: `${column} ${sortDirection(c, 'desc')}, number desc`,
    limit: wish.perPage,
    offset: (wish.page - 1) * wish.perPage,
  })
  const views = found.map((order) => orderView(machine, order, c.get('base')))
  // The fault "duplicate orders": the list shows each order twice, as overlapping pages do while orders arrive.
  const shown = readSetting(machine, 'discogs.duplicateOrders') === 1 ? views.flatMap((view) => [view, view]) : views
  return { pagination: pagination(c, wish, total), orders: shown }
}

function readMoment(c: DiscogsContext, name: string, fallback: string): string {
  const text = c.req.query(name)
  if (text === undefined) return fallback
  const at = Date.parse(text)
  return Number.isNaN(at)
    ? refuseDiscogs(422, `Invalid ${name}: expected ISO 8601 timestamp.`)
    : new Date(at).toISOString()
}

const readArchived = (text: string | undefined): number | null => (text === undefined ? null : text === 'true' ? 1 : 0)
