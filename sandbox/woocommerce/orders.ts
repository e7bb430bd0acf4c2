import { Hono } from 'hono'
import { z } from 'zod'
import { type Machine, readSetting } from '#sandbox/machine'
import { idOf, jsonBody, type WooContext, type WooEnv } from './access.ts'
import { expireUnpaid, moveOrder } from './order-life.ts'
import {
  findOrder,
  findOrders,
  insertNote,
  type Note,
  notesOf,
  type Order,
  orderStatuses,
  replaceOrder,
} from './order-store.ts'
import { orderView } from './order-view.ts'
import { choiceQuery, listQuery, pageHeaders, pageWish } from './paging.ts'
import { readBody } from './product-rules.ts'
import { refuseParameter, refuseWoo } from './refusal.ts'
import { gmtTime, shopTime } from './seller.ts'
import { announceOrder } from './webhooks.ts'

const OrderBody = z.object({
  status: z.enum(orderStatuses).optional(),
  meta_data: z.array(z.object({ key: z.string(), value: z.json() })).optional(),
})
const NoteBody = z.object({ note: z.string().min(1), customer_note: z.boolean().default(false) })

export function orders(machine: Machine): Hono<WooEnv> {
  const app = new Hono<WooEnv>()
  app.use('/orders/*', async (_c, next) => {
    expireUnpaid(machine)
    await next()
  })

  app.get('/orders', (c) => c.json(list(machine, c)))
  app.get('/orders/:id{\\d+}', (c) => c.json(orderView(machine, getOrder(machine, c), c.get('base'))))

  app.put('/orders/:id{\\d+}', async (c) => {
    const order = getOrder(machine, c, 400)
    const body = readBody(OrderBody, await jsonBody(c))
    const changed = machine.store.inTransaction(() => edit(machine, order, body))
    return c.json(orderView(machine, changed, c.get('base')))
  })

  app.get('/orders/:id{\\d+}/notes', (c) => {
    const type = choiceQuery(c, 'type', ['any', 'customer', 'internal'])
    const fits = ({ is_customer_note }: Note) => type === 'any' || (is_customer_note === 1) === (type === 'customer')
    const { id } = getOrder(machine, c)
    return c.json(
      notesOf(machine, id)
        .filter(fits)
        .map((note) => noteView(c, id, note)),
    )
  })

  app.post('/orders/:id{\\d+}/notes', async (c) => {
    const order = getOrder(machine, c)
    const { note, customer_note: isForCustomer } = readBody(NoteBody, await jsonBody(c))
    const id = insertNote(machine, order.id, { note, isForCustomer })
    const written = notesOf(machine, order.id).find((candidate) => candidate.id === id)
    return c.json(written && noteView(c, order.id, written), 201)
  })
  return app
}

export function getOrder(machine: Machine, c: WooContext, status: 400 | 404 = 404): Order {
  const order = findOrder(machine, idOf(c))
  return order ?? refuseWoo(status, ['woocommerce_rest_shop_order_invalid_id', 'Invalid ID.'])
}

function edit(
  machine: Machine,
  order: Order,
  { status = order.status, meta_data = [] }: z.output<typeof OrderBody>,
): Order {
  const moved = moveOrder(machine, order, status)
  const kept = moved.document.meta.filter(({ key }) => !meta_data.some((meta) => meta.key === key))
  const changed = { ...moved, document: { ...moved.document, meta: [...kept, ...meta_data] } }
  replaceOrder(machine, changed)
  announceOrder(machine, order.id, 'updated')
  return { ...changed, modified_at: machine.now().toISOString() }
}

function list(machine: Machine, c: WooContext) {
  expireUnpaid(machine)
  const wish = pageWish(c)
  const by = choiceQuery(c, 'orderby', ['date', 'id', 'modified'])
  const { orders: found, total } = findOrders(machine, {
    statuses: listQuery(c, 'status').filter((status) => status !== 'any'),
    modifiedAfter: modifiedAfter(c),
    by: by === 'id' ? 'id' : by === 'date' ? 'created_at' : 'modified_at',
    direction: choiceQuery(c, 'order', ['desc', 'asc']),
    limit: wish.perPage,
    offset: (wish.page - 1) * wish.perPage,
  })
  pageHeaders(c, wish, total)
  const views = found.map((order) => orderView(machine, order, c.get('base')))
  // The fault "duplicate orders": each order comes twice, as with pages that shift while orders change.
  return readSetting(machine, 'woocommerce.duplicateOrders') === 1 ? views.flatMap((view) => [view, view]) : views
}

/** Without `dates_are_gmt` the moment is read in the shop's time zone; changes are known to the second. */
function modifiedAfter(c: WooContext): string {
  const text = c.req.query('modified_after')
  if (text === undefined) return '0000'
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text)) return refuseParameter('modified_after', 'is not a valid date.')
  const at = `${text.slice(0, 19)}.999Z`
  if (c.req.query('dates_are_gmt') === 'true') return at
  const offsetMs = Date.parse(`${shopTime(at)}Z`) - Date.parse(`${gmtTime(at)}Z`)
  return new Date(Date.parse(at) - offsetMs).toISOString()
}

function noteView(c: WooContext, orderId: number, { id, note, is_customer_note, created_at }: Note) {
  const href = `${c.get('base')}/wp-json/wc/v3/orders/${orderId}`
  return {
    id,
    author: 'WooCommerce',
    date_created: shopTime(created_at),
    date_created_gmt: gmtTime(created_at),
    note,
    customer_note: is_customer_note === 1,
    _links: { self: [{ href: `${href}/notes/${id}` }], collection: [{ href: `${href}/notes` }], up: [{ href }] },
  }
}
