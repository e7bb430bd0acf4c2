import { expect, test } from 'vitest'
import { useWorld } from '#support/world'
import { mentionOf } from './mentions.ts'
import { placeOfTax, standardRate } from './rates.ts'
import { dayOf, regimeOn, setRegime } from './regime.ts'
import { containedVat, taxOf } from './scheme.ts'

const world = useWorld()

const margin = (paidMinor: number, costMinor: number | null, { deliveryMinor = 0, rate = 2000 } = {}) =>
  taxOf({ scheme: 'margin', rateBasisPoints: rate, paidMinor, deliveryMinor, costsMinor: [costMinor] })

test.each([
  ['M1', { paid: 1200, cost: 400, more: {} }, { baseMinor: 667, vatMinor: 133 }],
  ['M2', { paid: 2500, cost: 1850, more: {} }, { baseMinor: 542, vatMinor: 108 }],
  ['M3 negative', { paid: 800, cost: 1000, more: {} }, { baseMinor: 0, vatMinor: 0 }],
  ['M4 zero', { paid: 1000, cost: 1000, more: {} }, { baseMinor: 0, vatMinor: 0 }],
  ['M5 shipping in', { paid: 1500, cost: 600, more: { deliveryMinor: 390 } }, { baseMinor: 1075, vatMinor: 215 }],
  ['M6 book', { paid: 900, cost: 300, more: { rate: 550 } }, { baseMinor: 569, vatMinor: 31 }],
  ['M7 free stock', { paid: 2000, cost: 0, more: {} }, { baseMinor: 1667, vatMinor: 333 }],
  ['M8 tiny', { paid: 100, cost: 50, more: {} }, { baseMinor: 42, vatMinor: 8 }],
])('%s: the margin, delivery included, holds its VAT', (_name, { paid, cost, more }, tax) => {
  expect(margin(paid, cost, more)).toEqual(tax)
})

test('M9: a loss on one piece is not set against the gain on another', () => {
  const taxes = [margin(2500, 1850), margin(800, 1000)]
  expect(taxes.reduce((sum, { vatMinor }) => sum + vatMinor, 0)).toBe(108)
  const together = { scheme: 'margin', rateBasisPoints: 2000, paidMinor: 2000, deliveryMinor: 0 } as const
  expect(taxOf({ ...together, costsMinor: [500, 1500] })).toEqual({ baseMinor: 417, vatMinor: 83 })
})

test('a piece nobody knows the cost of is taxed on its whole price', () => {
  expect(margin(1200, null)).toEqual({ baseMinor: 1000, vatMinor: 200 })
})

test('normal goods contain their VAT, exempt ones none, a voucher is not taxed yet', () => {
  const line = { rateBasisPoints: 2000, paidMinor: 1000, deliveryMinor: 200, costsMinor: [100] }
  expect(taxOf({ ...line, scheme: 'normal' })).toEqual({ baseMinor: 1000, vatMinor: 200 })
  expect(taxOf({ ...line, scheme: 'exempt' })).toEqual({ baseMinor: 1200, vatMinor: 0 })
  expect(taxOf({ ...line, scheme: 'none' })).toEqual({ baseMinor: 0, vatMinor: 0 })
})

test('VAT is rounded half up and never loses a cent against its base', () => {
  for (let amount = 0; amount < 3000; amount++) {
    const exact = (amount * 20) / 120
    expect(Math.abs(containedVat(amount, 2000) - exact)).toBeLessThanOrEqual(0.5)
  }
  expect(containedVat(3, 2000)).toBe(1)
})

test('normal goods above the threshold are taxed where they go, margin goods at home, exports not at all', () => {
  const day = '2026-11-29'
  expect(placeOfTax('normal', { country: 'DE', day, isTaxedAbroad: true })).toEqual({
    country: 'DE',
    rateBasisPoints: 1900,
  })
  expect(placeOfTax('normal', { country: 'DE', day, isTaxedAbroad: false })).toEqual({
    country: 'FR',
    rateBasisPoints: 2000,
  })
  expect(placeOfTax('margin', { country: 'DE', day, isTaxedAbroad: true })).toEqual({
    country: 'FR',
    rateBasisPoints: 2000,
  })
  expect(placeOfTax('margin', { country: 'CH', day, isTaxedAbroad: true })).toEqual({
    country: 'CH',
    rateBasisPoints: 0,
  })
  expect(placeOfTax('exempt', { country: 'FR', day, isTaxedAbroad: false }).rateBasisPoints).toBe(0)
})

test('rates and mentions are those of their day', () => {
  expect(standardRate('EE', '2025-06-30')).toBe(2200)
  expect(standardRate('EE', '2025-07-01')).toBe(2400)
  expect(standardRate('US', '2026-01-01')).toBeUndefined()
  expect(mentionOf('margin', '2026-11-29')).toBe('Régime particulier – Biens d’occasion')
  expect(mentionOf('exempt', '2026-11-29')).toContain('293 B')
  expect(mentionOf('normal', '2026-11-29')).toBeUndefined()
})

test('the regime of a day is the last that has begun, and exempt before any', async () => {
  expect((await regimeOn(world.cx, '2026-03-02')).regime).toBe('franchise')
  await setRegime(world.cx, { validFrom: '2026-04-01', regime: 'normal', usedScheme: 'margin', isOss: false })
  expect((await regimeOn(world.cx, '2026-03-31')).regime).toBe('franchise')
  expect((await regimeOn(world.cx, '2026-04-01')).regime).toBe('normal')
  expect(dayOf(new Date('2026-03-31T22:30:00Z'))).toBe('2026-04-01')
})
