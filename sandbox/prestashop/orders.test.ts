import { expect, test } from 'vitest'
import { changeSetting } from '#sandbox/machine'
import { nodes, stockXml, usePrestaTrial, valueIn } from './trial.ts'

const trial = usePrestaTrial()
const setting = (name: string, value: number) => changeSetting(trial.sandbox.machine, `prestashop.${name}`, value)
const stock = async (id: string) => valueIn(await trial.send(`stock_availables/${id}`), 'quantity')
const state = async (order: string) => valueIn(await trial.send(`orders/${order}`), 'current_state')
const setState = (order: string, to: string) =>
  trial.post('order_histories', `<order_history>${nodes({ id_order: order, id_order_state: to })}</order_history>`)
const settingOf = async (name: string) =>
  valueIn(await trial.send(`configurations?filter[name]=[${name}]&display=full`), 'value')

test('an order names its buyer by id, its rows by product, and takes the stock', async () => {
  const id = await trial.list({}, 2)
  const order = await trial.buy(id)
  const shown = await trial.send(`orders/${order}`)
  expect([valueIn(shown, 'product_reference'), valueIn(shown, 'unit_price_tax_incl')]).toEqual(['E-7K3Q9', '12.500000'])
  expect([valueIn(shown, 'date_add'), await stock(id)]).toEqual(['2026-03-02 10:00:00', '1'])
  const address = await trial.send(`addresses/${valueIn(shown, 'id_address_delivery')}`)
  expect(valueIn(await trial.send(`countries/${valueIn(address, 'id_country')}`), 'iso_code')).toBe('FR')
})

test('states have ids of this shop’s own; its settings say which is which', async () => {
  const order = await trial.buy(await trial.list())
  expect(await state(order)).toBe(await settingOf('PS_OS_PAYMENT'))
  setting('payment', 1)
  const later = await trial.buy(await trial.list())
  const bankwire = await trial.send(`order_states/${await state(later)}`)
  expect([valueIn(bankwire, 'paid'), valueIn(bankwire, 'shipped')]).toEqual(['0', '0'])
})

test('cancelling gives the stock back by itself, shipping does not, and going back takes it again', async () => {
  const id = await trial.list()
  const order = await trial.buy(id)
  const [paid, cancelled, shipped] = await Promise.all(
    ['PS_OS_PAYMENT', 'PS_OS_CANCELED', 'PS_OS_SHIPPING'].map(settingOf),
  )
  trial.advance(5_000)
  expect((await setState(order, cancelled ?? '')).status).toBe(201)
  expect([await stock(id), await state(order)]).toEqual(['1', cancelled])
  await setState(order, paid ?? '')
  await setState(order, shipped ?? '')
  expect(await stock(id)).toBe('0')
  expect(valueIn(await trial.send(`orders/${order}`), 'date_upd')).toBe('2026-03-02 10:00:05')
  expect((await setState('999', paid ?? '')).status).toBe(400)
})

test('an unpaid order that is cancelled gives the stock back, too', async () => {
  setting('payment', 1)
  const id = await trial.list()
  const order = await trial.buy(id)
  expect(await stock(id)).toBe('0')
  await setState(order, await settingOf('PS_OS_CANCELED'))
  expect(await stock(id)).toBe('1')
})

test('a parcel’s number stands with the order’s carrier', async () => {
  const order = await trial.buy(await trial.list())
  const carrier = await trial.send(`order_carriers?filter[id_order]=[${order}]&display=full`)
  const fields = { id: valueIn(carrier, 'id'), id_order: order, id_carrier: valueIn(carrier, 'id_carrier') }
  const put = (tracking_number: string) =>
    trial.put(`order_carriers/${fields.id}`, `<order_carrier>${nodes({ ...fields, tracking_number })}</order_carrier>`)
  expect(valueIn(await put('6A12345678901'), 'tracking_number')).toBe('6A12345678901')
  expect((await put('6A!')).status).toBe(400)
})

test('changes are found by the shop’s clock; orders can arrive late and twice', async () => {
  const find = async (from: string) => {
    const query = new URLSearchParams({ 'filter[date_upd]': `[${from},2099-12-31 00:00:00]`, date: '1' })
    return [...(await trial.send(`orders?${query}`)).text.matchAll(/<order id=/g)].length
  }
  await trial.buy(await trial.list())
  expect([await find('2026-03-02 10:00:00'), await find('2026-03-02 10:00:01')]).toEqual([1, 0])
  setting('orderDelaySeconds', 30)
  setting('duplicateOrders', 1)
  await trial.buy(await trial.list())
  expect(await find('2026-03-02 10:00:00')).toBe(2)
  trial.advance(30_000)
  expect(await find('2026-03-02 10:00:00')).toBe(4)
})

test('the last copy can be bought once, and an offline product not at all', async () => {
  const id = await trial.list()
  expect(await trial.buy(id)).toBeDefined()
  expect(await trial.buy(id)).toBeUndefined()
  await trial.put(`stock_availables/${id}`, stockXml(id))
  expect(await trial.buy(id)).toBeDefined()
  expect(await trial.buy(await trial.list({ active: '0' }))).toBeUndefined()
})
