import { expect, test } from 'vitest'
import { aCopy } from '#support/makers'
import { useWorld } from '#support/world'
import { placeApiOrder } from './index.ts'
import { ordersCsv } from './orders-csv.ts'

const world = useWorld()

test('orders leave as a table, a buyer who is called like a formula stays text', async () => {
  const { variantId } = await aCopy(world.cx, { priceMinor: 1250 })
  const { number } = await placeApiOrder(world.cx, {
    lang: 'fr',
    buyer: { name: '=SUM(A1)' },
    address: { name: 'Ann', line1: '3 rue des Lilas', postcode: '69004', city: 'Lyon', country: 'FR' },
    lines: [{ variantId, quantity: 1 }],
    deliveryMethod: 'pickup',
    deliveryMinor: 0,
    isPaid: true,
  })
  const parts = await Array.fromAsync(ordersCsv(world.cx, {}, ';'))
  const file = parts.join('')
  expect(file.startsWith('\ufeff')).toBe(true)
  const [head, row, ...rest] = file.trim().split('\r\n')
  expect(head).toBe(
    'number;placed_at;state;source;external_id;buyer;country;first_title;items;delivery;payment;discount;delivery_price;total;paid_by_voucher;currency',
  )
  expect(row).toMatch(new RegExp(`^${number};2026-03-02T09:00:00.000Z;paid;api;;'=SUM\\(A1\\);FR;`))
  expect(row).toMatch(/;1;pickup;manual;0\.00;0\.00;12\.50;0\.00;EUR$/)
  expect(rest).toEqual([])
})
