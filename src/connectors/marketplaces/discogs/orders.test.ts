import { expect, test } from 'vitest'
import { readAddress } from './orders.ts'

test.each([
  [
    'Ada Martin\n1 rue des Lilas\n75011 Paris\nFrance\n\nPhone: 06 39 98 00 00',
    { postalCode: '75011', city: 'Paris', country: 'FR', phone: '06 39 98 00 00' },
  ],
  [
    'Ada Martin\nBât. B\n1 rue des Lilas\nParis, 75011\nFrance',
    { line1: 'Bât. B', line2: '1 rue des Lilas', postalCode: '75011', city: 'Paris' },
  ],
  [
    'Jo Peeters\nLange straat 4\nB-9000 Gent\nBelgium',
    { line1: 'Lange straat 4', postalCode: '9000', city: 'Gent', country: 'BE' },
  ],
  ['Nobody', { name: 'Nobody', line1: '', postalCode: '', city: '', country: '' }],
  ['', { name: '', isGuessed: true }],
])('cuts %j into an address, as a guess', (block, expected) => {
  expect(readAddress(block)).toMatchObject({ ...expected, isGuessed: true })
})
