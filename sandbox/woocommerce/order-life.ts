import type { Machine } from '#sandbox/machine'
import type { Buyer } from '#sandbox/people'
import {
  findOrder,
  insertNote,
  insertOrder,
  nextOrderId,
  type Order,
  type OrderLine,
  type OrderStatus,
  replaceOrder,
} from './order-store.ts'
import { changeStock, countSale, findProduct, type Product } from './product-store.ts'
import { priceMinorOf } from './save-product.ts'
import { announceOrder } from './webhooks.ts'

const shippingMinor = 590

type Checkout = { products: readonly Product[]; buyer: Buyer; status: OrderStatus; gateway: string }

/** A checkout that has passed: the order exists from now on, paid or not, and its first status takes the stock when it is one that does. */
export function placeOrder(machine: Machine, { products, buyer, status, gateway }: Checkout): number {
  const id = nextOrderId(machine)
  const at = machine.now().toISOString()
  const [first = '', ...rest] = buyer.name.split(' ')
  const { street, postalCode: postcode, city, phone, email, note } = buyer
  const lines = products.map(
    (product, index): OrderLine => ({
      id: id * 10 + 1 + index,
      name: product.document.name ?? '',
      product_id: product.id,
      sku: product.sku,
      quantity: 1,
      total_minor: priceMinorOf(product) ?? 0,
      reduced: 0,
    }),
  )
  const document = {
    buyer: { first_name: first, last_name: rest.join(' '), street, postcode, city, phone, email, note },
    gateway,
    lines,
    shipping_minor: shippingMinor,
    paid_at: null,
    completed_at: null,
    meta: [],
  }
  insertOrder(machine, moved(machine, { id, status: 'pending', document, created_at: at, modified_at: at }, status))
  announceOrder(machine, id, 'created')
  return id
}

/** A status by itself moves stock: some take it once, `cancelled` and `pending` give it back. Nothing here asks the seller. */
export function moveOrder(machine: Machine, order: Order, status: OrderStatus): Order {
  if (status === order.status) return order
  const next = moved(machine, order, status)
  replaceOrder(machine, next)
  return next
}

const takesStock: readonly string[] = ['processing', 'completed', 'on-hold']
const givesBack: readonly string[] = ['cancelled', 'pending']
const isPaidIn: readonly string[] = ['processing', 'completed']

function moved(machine: Machine, order: Order, status: OrderStatus): Order {
  const now = machine.now().toISOString()
  const lines = order.document.lines.map((line) => movedLine(machine, line, { order, status }))
  return {
    ...order,
    status,
    document: {
      ...order.document,
      lines,
      paid_at: order.document.paid_at ?? (isPaidIn.includes(status) ? now : null),
      completed_at: status === 'completed' ? now : order.document.completed_at,
    },
  }
}

function movedLine(
  machine: Machine,
  line: OrderLine,
  { order, status }: { order: Order; status: OrderStatus },
): OrderLine {
  if (takesStock.includes(status) && line.reduced === 0) {
    changeStock(machine, line.product_id, -line.quantity)
    countSale(machine, line.product_id, line.quantity)
    return { ...line, reduced: line.quantity }
  }
  if (givesBack.includes(status) && line.reduced > 0) {
    restock(machine, order.id, line, line.reduced)
    return { ...line, reduced: 0 }
  }
  return line
}

/** Puts pieces back on the shelf by itself: what a client of one-of-a-kind goods must never let happen unseen. */
export function restock(machine: Machine, orderId: number, line: OrderLine, quantity: number): void {
  changeStock(machine, line.product_id, quantity)
  const stock = findProduct(machine, line.product_id)?.stock_quantity
  const note = `Stock levels increased: ${line.name} (${line.sku}) ${Number(stock) - quantity}→${stock}`
  insertNote(machine, orderId, { note, isForCustomer: false })
}

/** Unpaid orders of the checkout are given up by the shop's own clock after the hold time. */
export function expireUnpaid(machine: Machine): void {
  const before = new Date(machine.now().getTime() - holdMinutes * 60_000).toISOString()
  const rows = machine.store.all(
    `select id from woocommerce_orders where status = 'pending' and created_at <= ? order by id limit 100`,
    before,
  )
  for (const { id } of rows) {
    const order = findOrder(machine, Number(id))
    if (!order) continue
    moveOrder(machine, order, 'cancelled')
    announceOrder(machine, order.id, 'updated')
  }
}

const holdMinutes = 60
