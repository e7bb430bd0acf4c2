import { expect, test } from 'vitest'
import { changeSetting } from '#sandbox/machine'
import { buyOnMirakl, teachCatalogue } from '#sandbox/mirakl'
import { useTrial } from '#sandbox/trial'
import { hasMiraklContract, validateMirakl } from '../../test/contracts/mirakl.ts'

const trial = useTrial()
const ean = '5099902987620'
const minute = 60_000

const anOffer = (changes: object = {}) => ({
  shop_sku: 'E-1',
  product_id: ean,
  product_id_type: 'EAN',
  state_code: '2',
  price: 25,
  quantity: 1,
  description: 'VG+ / VG',
  update_delete: 'update',
  ...changes,
})

type Options = { method?: string; json?: unknown; csv?: string; headers?: Record<string, string> }

async function call(path: string, { method = 'GET', json, csv, headers = {} }: Options = {}) {
  const form = new FormData()
  if (csv !== undefined) form.append('file', new Blob([csv], { type: 'text/csv' }), 'stock.csv')
  const answer = await trial.call({
    path: `/mirakl/api${path}`,
    method,
    headers: { Authorization: 'sandbox-mirakl-key', ...headers },
    ...(json === undefined ? {} : { json }),
    ...(csv === undefined ? {} : { body: form }),
  })
  if (hasMiraklContract) {
    const { status, body: responseBody } = answer
    expect(validateMirakl(method, `/api${path}`, { requestBody: json, status, responseBody })).toEqual([])
  }
  return answer
}

const put = (path: string, json?: unknown) => call(path, { method: 'PUT', ...(json === undefined ? {} : { json }) })
const send = (...offers: object[]) => call('/offers', { method: 'POST', json: { offers } })

async function onSale(...offers: object[]): Promise<number[]> {
  await send(...offers)
  trial.advance(minute)
  const { body } = await call('/offers?max=100')
  return body.offers.map(({ offer_id }: { offer_id: number }) => offer_id)
}

const orderOf = async (id: string) => (await call(`/orders?order_ids=${id}`)).body.orders[0]

function sell(...offerIds: number[]): string {
  const purchase = buyOnMirakl(trial.sandbox.machine, offerIds)
  if (purchase.kind !== 'bought') throw new Error(purchase.message)
  return purchase.order
}

test('the key stands alone in the header', async () => {
  expect((await call('/account')).body).toMatchObject({ shop_name: 'Le Bac à Disques', shop_state: 'OPEN' })
  expect((await call('/account', { headers: { Authorization: 'Bearer sandbox-mirakl-key' } })).status).toBe(401)
  expect((await call('/account?shop_id=1')).status).toBe(404)
  expect((await call('/offers/states')).body.offer_states).toContainEqual({
    code: '2',
    label: 'Occasion - Très bon état',
  })
  expect((await call('/reasons')).body.reasons.length).toBeGreaterThan(0)
  expect((await call('/shipping/carriers')).body.carriers.length).toBeGreaterThan(0)
})

test('an import is worked on later, and its report names the lines that failed', async () => {
  const sent = await send(
    anOffer(),
    anOffer({ shop_sku: 'E-2', product_id: '1' }),
    anOffer({ shop_sku: 'E-3', state_code: '99' }),
  )
  expect([sent.status, sent.body.import_id]).toEqual([201, expect.any(Number)])
  const status = () => call(`/offers/imports/${sent.body.import_id}`)
  expect((await status()).body).toMatchObject({ status: 'RUNNING' })
  expect((await call('/offers?sku=E-1')).body.total_count).toBe(0)
  expect((await status()).status).toBe(429)
  trial.advance(minute)
  expect((await status()).body).toMatchObject({
    status: 'COMPLETE',
    lines_in_error: 2,
    offer_inserted: 1,
    has_error_report: true,
  })
  expect((await call(`/offers/imports/${sent.body.import_id}/error_report`)).text).toBe(
    '"sku";"error-line";"error-message"\n"E-2";"3";"The product does not exist"\n"E-3";"4";"The offer state 99 is not valid"\n',
  )
  expect((await call('/offers?sku=E-1')).body.offers[0]).toMatchObject({ quantity: 1, price: 25, active: true })
})

test('each operation is free once a minute, each for itself', async () => {
  await send(anOffer())
  const again = await send(anOffer())
  expect([again.status, again.headers.get('retry-after')]).toEqual([429, '60'])
  const csv = '"offer-sku";"quantity";"warehouse-code";"update-delete"\n"E-1";"0";"";""\n'
  const stock = await call('/offers/stock/imports', { method: 'POST', csv })
  expect(stock.status).toBe(201)
  trial.advance(20_000)
  const stockStatus = `/offers/stock/imports/${stock.body.import_id}/status`
  expect((await call(stockStatus)).body).toMatchObject({ status: 'COMPLETE', lines_in_success: 1 })
  trial.advance(14_000)
  expect((await call(stockStatus)).headers.get('retry-after')).toBe('1')
  expect((await call('/offers?sku=E-1')).body.offers[0]).toMatchObject({ quantity: 0, active: false })
})

test('what an offer leaves out is set back; prices have a file of their own', async () => {
  await onSale(anOffer())
  await onSale(anOffer({ quantity: undefined, description: undefined }))
  expect((await call('/offers?sku=E-1')).body.offers[0]).toMatchObject({ quantity: 0, description: '' })
  const csv = '"offer-sku";"price"\n"E-1";"31.50"\n"E-9";"5.00"\n'
  const prices = await call('/offers/pricing/imports', { method: 'POST', csv })
  trial.advance(minute)
  const status = await call(`/offers/pricing/imports?import_id=${prices.body.import_id}`)
  expect(status.body.data).toMatchObject([{ status: 'COMPLETE', offers_updated: 1, lines_in_error: 1 }])
  const report = await call(`/offers/pricing/imports/${prices.body.import_id}/error_report`)
  expect(report.text).toContain('"3";"The offer does not exist";"E-9"')
  expect((await call('/offers?sku=E-1')).body.offers[0]).toMatchObject({ price: 31.5 })
})

test('the catalogue knows real EANs and what it was taught', async () => {
  teachCatalogue(trial.sandbox.machine, { ean: '2000000000008', title: 'Pressage maison', isKnown: true })
  teachCatalogue(trial.sandbox.machine, { ean, title: '', isKnown: false })
  const { body } = await call(`/products?product_references=EAN|2000000000008,EAN|${ean},EAN|4988031224533,EAN|12`)
  expect(body.products.map(({ product_title }: { product_title: string }) => product_title)).toEqual([
    'Pressage maison',
    'Article 4988031224533',
  ])
  expect((await call('/products?product_references=SHOP_SKU|E-1')).status).toBe(400)
})

test('an order waits to be accepted, every line decided, and shows its address when it may be shipped', async () => {
  changeSetting(trial.sandbox.machine, 'mirakl.debitSeconds', 30)
  const ids = await onSale(anOffer(), anOffer({ shop_sku: 'E-2' }))
  const id = sell(...ids)
  expect((await call('/offers?sku=E-1')).body.offers[0]).toMatchObject({ quantity: 0 })
  const waiting = await orderOf(id)
  expect(waiting).toMatchObject({ order_state: 'WAITING_ACCEPTANCE', customer: { shipping_address: null } })
  const [first, second] = waiting.order_lines.map(({ order_line_id }: { order_line_id: string }) => order_line_id)

  const half = { order_lines: [{ id: first, accepted: true }] }
  expect((await put(`/orders/${id}/accept`, half)).body.error_code).toBe('ORDER_LINE_ACCEPTANCE_DECISION_MISSING')
  const decision = { order_lines: [...half.order_lines, { id: second, accepted: false }] }
  expect((await put(`/orders/${id}/accept`, decision)).status).toBe(204)
  expect((await put(`/orders/${id}/accept`, decision)).body.error_code).toBe('ORDER_INVALID_STATE')
  expect(await orderOf(id)).toMatchObject({
    order_state: 'WAITING_DEBIT_PAYMENT',
    customer: { shipping_address: null },
  })
  expect((await put(`/orders/${id}/ship`)).body.error_code).toBe('ORDER_INVALID_STATE')

  trial.advance(30_000)
  expect(await orderOf(id)).toMatchObject({
    order_state: 'SHIPPING',
    customer: { shipping_address: { country_iso_code: 'FRA' } },
    order_lines: [{ order_line_state: 'SHIPPING' }, { order_line_state: 'REFUSED' }],
  })
  expect((await put(`/orders/${id}/tracking`, { carrier_code: 'COLI' })).status).toBe(400)
  expect((await put(`/orders/${id}/tracking`, { carrier_code: 'COLI', tracking_number: '6A1' })).status).toBe(204)
  expect((await put(`/orders/${id}/ship`)).status).toBe(204)
  expect(await orderOf(id)).toMatchObject({ order_state: 'SHIPPED', shipping_tracking: '6A1' })
  expect((await put(`/orders/${id}/cancel`)).body.error_code).toBe('ORDER_INVALID_STATE')
})

test('accepted lines are cancelled one by one or all together, with a reason of the shop', async () => {
  const ids = await onSale(anOffer(), anOffer({ shop_sku: 'E-2' }))
  const id = sell(...ids)
  const { order_lines: lines } = await orderOf(id)
  const accepted = lines.map(({ order_line_id }: { order_line_id: string }) => ({ id: order_line_id, accepted: true }))
  await put(`/orders/${id}/accept`, { order_lines: accepted })
  const cancelation = { order_line_id: `${id}-1`, amount: 25, shipping_amount: 4.9, quantity: 1, reason_code: '35' }
  const cancel = (changes: object) => put('/orders/cancel', { cancelations: [{ ...cancelation, ...changes }] })
  expect((await cancel({ reason_code: '33' })).status).toBe(400)
  expect((await cancel({ amount: 26 })).status).toBe(400)
  expect((await cancel({})).status).toBe(200)
  expect(await orderOf(id)).toMatchObject({
    order_state: 'SHIPPING',
    order_lines: [{ order_line_state: 'CANCELED' }, {}],
  })
  expect((await put(`/orders/${id}/cancel`)).status).toBe(204)
  expect(await orderOf(id)).toMatchObject({ order_state: 'CANCELED' })
})

test('orders are found by their last change, with an overlap of a minute, once a minute', async () => {
  const [offerId = 0] = await onSale(anOffer({ quantity: 2 }))
  const id = sell(offerId)
  trial.advance(50_000)
  const later = trial.sandbox.machine.now().toISOString()
  const found = await call(`/orders?start_update_date=${later}&max=100`)
  expect(found.body.orders.map(({ order_id }: { order_id: string }) => order_id)).toEqual([id])
  expect((await call('/orders')).status).toBe(429)
  trial.advance(minute)
  changeSetting(trial.sandbox.machine, 'mirakl.duplicateOrders', 1)
  expect((await call(`/orders?order_state_codes=SHIPPING`)).body.orders).toEqual([])
  trial.advance(minute)
  expect((await call('/orders?order_state_codes=WAITING_ACCEPTANCE,SHIPPING')).body.orders).toHaveLength(2)
})
