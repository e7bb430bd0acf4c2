import { expect, test } from 'vitest'
import { exportAddress } from './export-address.ts'

test('a list is exported as it is filtered, separated as the language’s spreadsheets expect', () => {
  expect(exportAddress('orders', { text: 'Ann & Co', state: undefined }, 'fr')).toBe(
    '/api/v1/orders.csv?delimiter=%3B&text=Ann+%26+Co',
  )
  expect(exportAddress('variants', {}, 'en')).toBe('/api/v1/variants.csv?delimiter=%2C')
})
