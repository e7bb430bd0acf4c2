import { expect, test } from 'vitest'
import { checkForm, readValues } from './checkout-form.ts'

const filled = {
  name: 'Camille Fournier',
  email: 'camille@example.org',
  line1: '3 quai des Sillons',
  postcode: '69001',
  city: 'Lyon',
  country: 'FR',
  deliveryMethod: 'home',
  payment: 'stripe',
}

const valuesOf = (changes: Record<string, string> = {}) => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...filled, ...changes })) form.append(name, value)
  return readValues(form)
}

test('a full form becomes a request', () => {
  expect(checkForm(valuesOf())).toMatchObject({ form: { city: 'Lyon', payment: 'stripe' } })
})

test('every fault is told at once, each beside its field', () => {
  const checked = checkForm(valuesOf({ name: '  ', email: 'camille@', payment: 'barter', phone: 'call me' }))
  expect(checked).toEqual({ faults: { name: 'needed', email: 'email', payment: 'needed', phone: 'phone' } })
})

test.each([
  ['06 39 98 00 01', 'FR', '+33639980001'],
  ['02 515 25 25', 'BE', '+3225152525'],
  ['+32 2 515 25 25', 'FR', '+3225152525'],
  ['', 'FR', ''],
])('the number %s in an address in %s goes on as %s', (phone, country, expected) => {
  expect(checkForm(valuesOf({ phone, country }))).toMatchObject({ form: { phone: expected } })
})

test('a number of another country without its code is doubted, and typed once more with it', () => {
  expect(checkForm(valuesOf({ phone: '02 515 25', country: 'FR' }))).toEqual({ faults: { phone: 'phone' } })
})

test('what was typed survives, whatever it was', () => {
  expect(valuesOf({ city: '<b>Lyon</b>', email: 'x' })).toMatchObject({
    city: '<b>Lyon</b>',
    email: 'x',
    name: 'Camille Fournier',
  })
})
