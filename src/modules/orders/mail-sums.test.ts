import { expect, test } from 'vitest'
import { checkOut, getOrder, markOrderPaid } from '#modules/orders'
import { setRegime } from '#modules/taxes'
import { aCart, aCheckout, aCopy } from '#support/makers'
import { useWorld } from '#support/world'
import { sumsOf, sumsText } from './mail-sums.ts'

const world = useWorld()

async function aTransfer() {
  const cartId = await aCart(world.cx, [(await aCopy(world.cx)).variantId, (await aCopy(world.cx)).variantId])
  const outcome = await checkOut(world.cx, aCheckout(cartId, { payment: { method: 'bank-transfer' } }))
  if (outcome.kind !== 'placed') throw new Error(outcome.kind)
  return outcome.orderId
}
const texts = async () =>
  (await world.cx.db.selectFrom('mails').select('bodyText').orderBy('createdAt').execute()).map(({ bodyText }) =>
    bodyText.replaceAll(/\s/gu, ' '),
  )

test('letters about an order itemise it, add up, and carry the mention of the margin scheme without any VAT', async () => {
  await setRegime(world.cx, { validFrom: '2026-01-01', regime: 'normal', usedScheme: 'margin', isOss: false })
  const orderId = await aTransfer()
  await markOrderPaid(world.cx, { orderId })
  const order = await getOrder(world.cx, orderId)
  const rows = sumsOf(order, 'fr')
  expect(rows.reduce((sum, { minor }) => sum + minor, 0)).toBe(order.dueMinor)
  const letters = await texts()
  expect(letters).toHaveLength(2)
  for (const letter of letters) {
    expect(letter).toContain('Livraison : 5,10 €')
    expect(letter).toContain('Total à payer : 55,10 €')
    expect(letter).toContain('Régime particulier – Biens d’occasion')
    expect(letter).not.toContain('TVA')
  }
})

test('discounts, free delivery and a voucher are rows of their own; the rows add up to what is due', async () => {
  const order = await getOrder(world.cx, await aTransfer())
  const off = { promotionId: null, code: null }
  const changed = {
    ...order,
    discounts: [
      { ...off, name: 'BIENVENUE', isDelivery: false, amountMinor: 333 },
      { ...off, name: 'Port offert', isDelivery: true, amountMinor: 510 },
    ],
    deliveryMinor: 0,
    voucherMinor: 1000,
    dueMinor: order.itemsMinor - 333 - 1000,
  }
  expect(sumsOf(changed, 'fr').map(({ minor }) => minor)).toEqual([2500, 2500, -333, 510, -510, -1000])
  const text = sumsText(changed, 'fr').replaceAll(/\s/gu, ' ')
  expect(text).toContain('Remise BIENVENUE : -3,33 €')
  expect(text).toContain('Chèque-cadeau : -10,00 €')
  expect(text).toContain('Total à payer : 36,67 €')
})
