import { expect, test } from 'vitest'
import { changeSetting } from '#sandbox/machine'
import { useWooTrial } from './trial.ts'

const trial = useWooTrial()
const setting = (name: string, value: number) => changeSetting(trial.sandbox.machine, `woocommerce.${name}`, value)
const stock = async (id: number) => (await trial.send(`/products/${id}`)).body.stock_quantity
const order = async (id: string) => (await trial.send(`/orders/${id}`)).body

test('a card pays at once and takes the stock; the last copy can be bought once', async () => {
  const id = await trial.list()
  const bought = await trial.buy(id)
  expect(await order(bought)).toMatchObject({
    status: 'processing',
    total: '18.40',
    date_paid_gmt: '2026-03-02T09:00:00',
    date_paid: '2026-03-02T10:00:00',
    line_items: [
      { product_id: id, sku: 'E-7K3Q9', total: '12.50', meta_data: [{ key: '_reduced_stock', value: '1' }] },
    ],
  })
  expect((await trial.send(`/products/${id}`)).body).toMatchObject({ stock_status: 'outofstock', total_sales: 1 })
  expect(await trial.buy(id)).toBeUndefined()
})

test('a bank transfer takes the stock unpaid; an order left at the checkout only holds it, for an hour', async () => {
  setting('payment', 1)
  const first = await trial.list()
  expect(await order(await trial.buy(first))).toMatchObject({ status: 'on-hold', date_paid_gmt: null })
  expect(await stock(first)).toBe(0)
  setting('payment', 2)
  const second = await trial.list({ sku: 'E-2' })
  const pending = await trial.buy(second)
  expect([await stock(second), await trial.buy(second)]).toEqual([1, undefined])
  trial.advance(3_600_000)
  expect((await order(pending)).status).toBe('cancelled')
  expect(await trial.buy(second)).toBeDefined()
})

test('cancelling gives the stock back, whether the seller wants it or not', async () => {
  const id = await trial.list()
  const bought = await trial.buy(id)
  await trial.put(`/orders/${bought}`, { status: 'cancelled' })
  expect(await stock(id)).toBe(1)
  const notes = (await trial.send(`/orders/${bought}/notes?type=internal`)).body
  expect(notes[0].note).toContain('Stock levels increased')
})

test('a refund restocks only when told so, and the whole of it ends the order', async () => {
  const id = await trial.list()
  const bought = await trial.buy(id)
  const [line] = (await order(bought)).line_items
  const part = { line_items: [{ id: line.id, quantity: 1, refund_total: 12.5 }], api_restock: false }
  expect((await trial.post(`/orders/${bought}/refunds`, part)).body).toMatchObject({
    amount: '12.50',
    refunded_payment: true,
    line_items: [{ quantity: -1, meta_data: [{ key: '_refunded_item_id', value: String(line.id) }] }],
  })
  expect([await stock(id), (await order(bought)).status]).toEqual([0, 'processing'])
  await trial.post(`/orders/${bought}/refunds`, { amount: '5.90', api_restock: false })
  expect(await order(bought)).toMatchObject({ status: 'refunded', refunds: [{ total: '-5.90' }, { total: '-12.50' }] })
  const more = await trial.post(`/orders/${bought}/refunds`, { amount: '1.00', api_restock: false })
  expect([more.status, more.body.message]).toEqual([500, 'Invalid refund amount.'])
})

test('a bank transfer is not paid back by the machine', async () => {
  setting('payment', 1)
  const bought = await trial.buy(await trial.list())
  const refused = await trial.post(`/orders/${bought}/refunds`, { amount: '1.00', api_restock: false })
  expect([refused.status, refused.body.message]).toEqual([500, expect.stringContaining('does not support')])
})

test('changes are found by the time of GMT only when asked so, to the second', async () => {
  const bought = await trial.buy(await trial.list())
  const find = async (query: string) => (await trial.send(`/orders?orderby=modified&${query}`)).body.length
  expect(await find('modified_after=2026-03-02T08:59:59&dates_are_gmt=true')).toBe(1)
  expect(await find('modified_after=2026-03-02T09:00:00&dates_are_gmt=true')).toBe(0)
  // Read in the shop's zone this is 08:30 GMT.
  expect(await find('modified_after=2026-03-02T09:30:00')).toBe(1)
  trial.advance(5_000)
  await trial.put(`/orders/${bought}`, { status: 'completed' })
  expect(await find('modified_after=2026-03-02T09:00:00&dates_are_gmt=true')).toBe(1)
  expect((await trial.send('/orders?modified_after=yesterday')).status).toBe(400)
})

test('orders can arrive late and twice when the control page says so', async () => {
  setting('orderDelaySeconds', 30)
  setting('duplicateOrders', 1)
  await trial.buy(await trial.list())
  expect((await trial.send('/orders')).body).toEqual([])
  trial.advance(30_000)
  expect((await trial.send('/orders')).body).toHaveLength(2)
})
