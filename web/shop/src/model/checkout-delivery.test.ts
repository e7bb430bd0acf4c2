import { expect, test } from 'vitest'
import { placeOf } from './checkout-delivery.ts'

test.each([
  ['69004', { postcode: '69004', city: '' }],
  ['69004 Lyon', { postcode: '69004', city: 'Lyon' }],
  ['Lyon 69004', { postcode: '69004', city: 'Lyon' }],
  ['Saint-Étienne', { postcode: '', city: 'Saint-Étienne' }],
  ['1012 AB Amsterdam', { postcode: '1012 AB', city: 'Amsterdam' }],
  ['', { postcode: '', city: '' }],
])('%s is a place', (text, place) => expect(placeOf(text)).toEqual(place))
