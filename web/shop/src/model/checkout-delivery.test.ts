import { expect, test } from 'vitest'
import type { DeliveryOption } from '#modules/delivery'
import { placeOf, usualOf } from './checkout-delivery.ts'

test.each([
  ['69004', { postcode: '69004', city: '' }],
  ['69004 Lyon', { postcode: '69004', city: 'Lyon' }],
  ['Lyon 69004', { postcode: '69004', city: 'Lyon' }],
  ['Saint-Étienne', { postcode: '', city: 'Saint-Étienne' }],
  ['1012 AB Amsterdam', { postcode: '1012 AB', city: 'Amsterdam' }],
  ['', { postcode: '', city: '' }],
])('%s is a place', (text, place) => expect(placeOf(text)).toEqual(place))

test('who has said nothing is offered the cheapest way that asks for nothing more', () => {
  const option = (kind: DeliveryOption['kind'], priceMinor: number): DeliveryOption => ({
    code: kind,
    kind,
    priceMinor,
    estimate: { shipsOn: '', from: '', to: '' },
  })
  const [relay, letter, home, pickup] = [
    option('relay', 410),
    option('letter', 450),
    option('home', 690),
    option('pickup', 0),
  ]
  expect(usualOf([relay, letter, home, pickup])).toBe(letter)
  expect(usualOf([relay, pickup])).toBe(relay)
  expect(usualOf([pickup])).toBeUndefined()
})
