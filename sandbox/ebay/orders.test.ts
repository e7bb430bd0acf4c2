import { beforeEach, expect, test } from 'vitest'
import { changeSetting } from '#sandbox/machine'
import { useTrial } from '#sandbox/trial'

const trial = useTrial()
const fulfillment = '/sell/fulfillment/v1'
let orderId = ''
let listingId = ''

const order = async () => (await trial.ebay.send(`${fulfillment}/order/${orderId}`)).body
const find = (filter: string, more = '') =>
  trial.ebay.send(`${fulfillment}/order?filter=${encodeURIComponent(filter)}${more}`)
const post = (path: string, json: unknown) =>
  trial.ebay.send(`${fulfillment}/order/${orderId}/${path}`, { method: 'POST', json })
const postOrder = async (path: string, json?: unknown) =>
  trial.ebay.send(`/post-order/v2${path}`, {
    method: json === undefined ? 'GET' : 'POST',
    headers: { Authorization: `IAF ${await trial.ebay.token()}`, 'X-EBAY-C-MARKETPLACE-ID': 'EBAY_FR' },
    ...(json === undefined ? {} : { json }),
  })

beforeEach(async () => {
  listingId = (await trial.ebay.list('E-1')).listingId
  orderId = (await trial.buy('ebay', listingId)).body.order
})

test('a sale is a paid order with our SKU in it', async () => {
  expect(await order()).toMatchObject({
    orderId,
    orderPaymentStatus: 'PAID',
    orderFulfillmentStatus: 'NOT_STARTED',
    cancelStatus: { cancelState: 'NONE_REQUESTED' },
    pricingSummary: {
      priceSubtotal: { value: '12.50' },
      deliveryCost: { value: '4.90' },
      total: { value: '17.40', currency: 'EUR' },
    },
    lineItems: [{ sku: 'E-1', legacyItemId: listingId, quantity: 1, lineItemCost: { value: '12.50' } }],
    totalMarketplaceFee: { value: '1.63' },
  })
})

test('orders are found by either date, and the page limit is 200', async () => {
  trial.advance(60_000)
  const ids = async (filter: string) =>
    (await find(filter)).body.orders.map((found: { orderId: string }) => found.orderId)
  expect(await ids('creationdate:[2026-03-02T08:59:59.000Z..]')).toEqual([orderId])
  expect(await ids('creationdate:[2026-03-02T09:00:01.000Z..]')).toEqual([])
  expect(await ids('lastmodifieddate:[2026-03-02T09:00:00.000Z..2026-03-02T09:00:30.000Z]')).toEqual([orderId])
  expect(await ids('orderfulfillmentstatus:{NOT_STARTED|IN_PROGRESS}')).toEqual([orderId])
  expect(await ids('orderfulfillmentstatus:{FULFILLED|IN_PROGRESS}')).toEqual([])
  expect(await ids('creationdate:[2026-03-02T09:00:01.000Z..],lastmodifieddate:[2026-03-02T08:00:00.000Z..]')).toEqual(
    [],
  )
  expect((await find('', '&limit=201')).body.errors[0].errorId).toBe(31100)
  expect((await trial.ebay.send(`${fulfillment}/order?orderIds=${orderId}`)).body.total).toBe(1)
})

test.each([
  ['orderstatus:{PAID}', 30700],
  ['orderfulfillmentstatus:{NOT_STARTED}', 30800],
  ['creationdate:[02/03/2026..]', 30810],
  ['creationdate:[..2026-03-02T09:00:00.000Z]', 30820],
  ['creationdate:[2023-03-02T09:00:00.000Z..]', 30830],
  ['creationdate:[2026-03-02T08:00:00.000Z..2026-03-01T08:00:00.000Z]', 30840],
  ['creationdate:[2026-03-02T10:00:00.000Z..]', 30850],
])('the filter %s is refused', async (filter, errorId) => {
  expect(await find(filter)).toMatchObject({ status: 400, body: { errors: [{ errorId, domain: 'API_FULFILLMENT' }] } })
})

test('brackets must be percent-encoded', async () => {
  const raw = await trial.ebay.send(`${fulfillment}/order?filter=creationdate:[2026-03-02T08:59:59.000Z..]`)
  expect(raw.status).toBe(400)
})

test('pages overlap nowhere and say what comes next', async () => {
  await trial.ebay.list('E-2').then(({ listingId: id }) => trial.buy('ebay', id))
  const first = (await find('', '&limit=1')).body
  const second = (await find('', '&limit=1&offset=1')).body
  expect([first.total, first.orders[0].lineItems[0].sku, second.orders[0].lineItems[0].sku]).toEqual([2, 'E-2', 'E-1'])
  expect([first.next !== undefined, second.next !== undefined]).toEqual([true, false])
})

test('orders can arrive late and twice when the control page says so', async () => {
  changeSetting(trial.sandbox.machine, 'ebay.orderDelaySeconds', 30)
  changeSetting(trial.sandbox.machine, 'ebay.duplicateOrders', 1)
  const late = await trial.ebay.list('E-2')
  await trial.buy('ebay', late.listingId)
  expect((await find('')).body.orders).toHaveLength(2)
  trial.advance(30_000)
  expect((await find('')).body.orders).toHaveLength(4)
})

test('a parcel fulfils the order, and cannot be sent twice', async () => {
  const { lineItemId } = (await order()).lineItems[0]
  const parcel = {
    lineItems: [{ lineItemId, quantity: 1 }],
    shippedDate: '2026-03-02T09:00:00.000Z',
    shippingCarrierCode: 'LaPoste',
    trackingNumber: '6A12345678901',
  }
  expect((await post('shipping_fulfillment', { ...parcel, trackingNumber: '6A 123' })).body.errors[0].errorId).toBe(
    32300,
  )
  expect(
    (await post('shipping_fulfillment', { ...parcel, lineItems: [{ lineItemId: '1' }] })).body.errors[0].errorId,
  ).toBe(32200)
  const sent = await post('shipping_fulfillment', parcel)
  expect([sent.status, sent.headers.get('location')]).toEqual([
    201,
    expect.stringContaining('/shipping_fulfillment/6A12345678901'),
  ])
  expect((await post('shipping_fulfillment', parcel)).status).toBe(400)
  expect((await order()).orderFulfillmentStatus).toBe('FULFILLED')
  const list = await trial.ebay.send(`${fulfillment}/order/${orderId}/shipping_fulfillment`)
  expect(list.body).toMatchObject({ total: 1, fulfillments: [{ shipmentTrackingNumber: '6A12345678901' }] })
})

test('refunds add up to the order and no further', async () => {
  const refund = (value: string, more = {}) =>
    post('issue_refund', {
      reasonForRefund: 'BUYER_CANCEL',
      orderLevelRefundAmount: { value, currency: 'EUR' },
      ...more,
    })
  expect((await refund('1.00', { reasonForRefund: undefined })).body.errors[0].errorId).toBe(34903)
  expect((await refund('5.00')).body).toMatchObject({ refundStatus: 'PENDING', refundId: expect.any(String) })
  expect((await order()).orderPaymentStatus).toBe('PARTIALLY_REFUNDED')
  expect((await refund('12.41')).body.errors[0].errorId).toBe(34915)
  await refund('12.40')
  expect((await order()).orderPaymentStatus).toBe('FULLY_REFUNDED')
  expect((await refund('0.01')).body.errors[0].errorId).toBe(34917)
})

test('a seller cancels with the older scheme IAF; the buyer gets the money back, the shelf does not', async () => {
  const bearer = await trial.ebay.send('/post-order/v2/cancellation/search')
  expect(bearer.status).toBe(401)
  const eligible = await postOrder('/cancellation/check_eligibility', { legacyOrderId: orderId })
  expect(eligible.body).toMatchObject({ eligible: true })
  const { cancelId } = (
    await postOrder('/cancellation', { legacyOrderId: orderId, cancelReason: 'OUT_OF_STOCK_OR_CANNOT_FULFILL' })
  ).body
  expect((await postOrder(`/cancellation/${cancelId}`)).body.cancelDetail).toMatchObject({
    legacyOrderId: orderId,
    cancelState: 'CLOSED',
  })
  expect(await order()).toMatchObject({
    cancelStatus: { cancelState: 'CANCELED' },
    orderPaymentStatus: 'FULLY_REFUNDED',
  })
  const again = await postOrder('/cancellation', {
    legacyOrderId: orderId,
    cancelReason: 'OUT_OF_STOCK_OR_CANNOT_FULFILL',
  })
  expect(again.status).toBe(400)
  expect((await trial.buy('ebay', listingId)).status).toBe(409)
})

test('a strange order id is a 400, an unknown one a 404', async () => {
  expect((await trial.ebay.send(`${fulfillment}/order/1`)).status).toBe(400)
  expect((await trial.ebay.send(`${fulfillment}/order/10-00000-00000`)).status).toBe(404)
})
