import { expect, test } from 'vitest'
import type { Cancellation } from '#modules/channels'
import { prestashop as vendor } from '#sandbox/prestashop'
import { aWantedRecord, useShopTrial } from '#support/shop-trial'
import { prestaFaults } from '../../../../test/contracts/prestashop.ts'
import { prestashop } from './index.ts'

const trial = useShopTrial({
  maker: prestashop,
  vendor,
  settings: { baseUrl: 'http://sandbox.test/prestashop' },
  credentials: { key: 'SANDBOXPRESTASHOPKEY000000000001' },
  faultsOf: prestaFaults,
})

async function cancel(externalId: string, changes: Partial<Cancellation> = {}) {
  const order = await trial.order(externalId)
  const lineIds = order.lines.map((line) => line.externalId)
  return trial.connector.cancelOrder?.(order, { reason: 'out-of-stock', lineIds, message: 'Désolés !', ...changes })
}

test('an order reads as a sale: unit price, delivery, address, and the shop’s own words', async () => {
  trial.set('payment', 1)
  const { id } = await trial.list(aWantedRecord())
  const externalId = trial.buy(id)
  expect(await trial.order(externalId)).toMatchObject({
    state: 'placed',
    remoteState: 'En attente de virement bancaire',
    placedAt: new Date('2026-03-02T09:00:00Z'),
    buyer: { email: expect.stringContaining('@example.org') },
    address: { country: 'FR', isGuessed: false, city: expect.any(String) },
    lines: [{ remoteId: id, sku: 'E-7K3Q9', quantity: 1, unitPriceMinor: 2550 }],
    deliveryMinor: 550,
  })
})

test('many orders are read over all pages, oldest change first, and the cursor moves with them', async () => {
  const { id } = await trial.list(aWantedRecord({ condition: 'new', quantity: 120 }))
  for (let number = 0; number < 103; number += 1) {
    trial.buy(id)
    trial.advance(1_000)
  }
  const { orders, next } = await trial.connector.ordersSince({ since: '2026-03-01T00:00:00Z' })
  expect(orders.map(({ externalId }) => Number(externalId))).toEqual(
    Array.from({ length: 103 }, (_, index) => index + 1),
  )
  expect(next).toEqual({ since: '2026-03-02T09:01:42.000Z' })
})

test('a cancelled order gives nothing back: the unique copy stays off, the rest of many stays on', async () => {
  const unique = await trial.list(aWantedRecord())
  const many = await trial.list(aWantedRecord({ sku: 'E-2', condition: 'new', quantity: 3 }))
  const orders = [trial.buy(unique.id), trial.buy(many.id)]
  for (const order of orders) {
    expect(await cancel(order)).toEqual({ kind: 'done' })
    expect(await cancel(order)).toEqual({ kind: 'done' })
    expect((await trial.order(order)).state).toBe('cancelled')
  }
  expect(trial.shelf()).toMatchObject([{ id: many.id, quantity: 2 }])
})

test('never cancels a part of an order', async () => {
  const order = trial.buy((await trial.list(aWantedRecord())).id)
  expect(await cancel(order, { lineIds: [] })).toMatchObject({
    kind: 'rejected',
    reasons: [{ code: 'partial-cancellation' }],
  })
})

test('a parcel’s number is written before the shop tells the buyer, and again is harmless', async () => {
  const order = trial.buy((await trial.list(aWantedRecord())).id)
  const parcel = { carrier: 'colissimo', trackingNumber: '6A123', trackingUrl: undefined }
  for (let turn = 0; turn < 2; turn += 1) {
    expect(await trial.connector.shipOrder?.(await trial.order(order), parcel)).toEqual({ kind: 'done' })
  }
  expect(await trial.order(order)).toMatchObject({ state: 'sent', remoteState: 'Expédié' })
  expect(
    await trial.connector.shipOrder?.(await trial.order(order), { ...parcel, trackingNumber: '6A!' }),
  ).toMatchObject({
    kind: 'rejected',
    reasons: [{ code: 'prestashop.85', field: 'tracking_number' }],
  })
})

test('nothing is shipped of a cancelled order', async () => {
  const order = trial.buy((await trial.list(aWantedRecord())).id)
  await cancel(order)
  const parcel = { carrier: 'other', trackingNumber: undefined, trackingUrl: undefined }
  expect(await trial.connector.shipOrder?.(await trial.order(order), parcel)).toMatchObject({
    reasons: [{ code: 'prestashop.order-over' }],
  })
})
