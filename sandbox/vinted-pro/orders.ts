import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { type Machine, readSetting } from '#sandbox/machine'
import { findItem } from './item-store.ts'
import { readBody } from './items.ts'
import { beginCancellation, findOrder, listOrders, type Order, setOrderStatus } from './order-store.ts'
import { int64, push, toJson } from './push.ts'
import { refuseVinted } from './refusal.ts'

const pageSize = 50
const reasonCharsMax = 100
const open = ['CREATED', 'READY_TO_BE_SHIPPED']

const CancellationBody = z.object({ cancellation_reason_explanation: z.string().min(1).max(reasonCharsMax) })

export function orders(machine: Machine): Hono {
  const app = new Hono()

  app.get('/orders', (c) => {
    const found = listOrders(machine, { after: c.req.query('after-id'), limit: pageSize })
    const shown = found.map(({ id, status, created_at }) => ({ id: int64(id), status, created_at }))
    // The fault "duplicate orders": each stands in the list twice.
    const isDoubled = readSetting(machine, 'vinted-pro.duplicateOrders') === 1
    return bare(c, { orders: isDoubled ? shown.flatMap((order) => [order, order]) : shown })
  })

  app.get('/orders/:id', (c) => bare(c, view(machine, orderOf(machine, c))))

  app.get('/orders/:id/shipment', (c) => {
    orderOf(machine, c)
    return c.json({ carrier: 'Mondial Relay', tracking_code: null })
  })

  app.post('/orders/:id/cancel', async (c) => {
    const order = orderOf(machine, c)
    readBody(CancellationBody, await c.req.text())
    if (!open.includes(order.status))
      refuseVinted(409, 'ORDER_CANNOT_BE_CANCELLED', `An order that is ${order.status} cannot be cancelled.`)
    beginCancellation(machine, order.id)
    return c.json({}, 202)
  })
  return app
}

/** The stage manager's lever: what happens to an order on its way. */
export function moveOrder(machine: Machine, id: string, status: string): boolean {
  const isMoved = setOrderStatus(machine, id, status)
  if (isMoved && status === 'READY_TO_BE_SHIPPED') push(machine, 'SHIPMENT_LABEL_CREATED', { order_id: int64(id) })
  return isMoved
}

const bare = (c: Context, value: unknown) => c.body(toJson(value), 200, { 'Content-Type': 'application/json' })

const orderOf = (machine: Machine, c: Context): Order =>
  findOrder(machine, c.req.param('id') ?? '') ?? refuseVinted(404, 'ORDER_NOT_FOUND', 'There is no such order.')

function view(machine: Machine, { id, item_id, price_minor, buyer, status, created_at }: Order) {
  const item = findItem(machine, item_id)
  const address = {
    name: buyer.name,
    line1: buyer.street,
    line2: null,
    postal_code: buyer.postalCode,
    city: buyer.city,
    country: 'FR',
  }
  return {
    id: int64(id),
    status,
    created_at,
    currency: 'EUR',
    buyer: { id: buyer.username, login: buyer.username },
    items: [
      {
        item_id,
        item_reference: item?.reference ?? '',
        title: item?.body.title ?? '',
        price: price_minor / 100,
      },
    ],
    delivery_address: address,
    billing_address: address,
  }
}
