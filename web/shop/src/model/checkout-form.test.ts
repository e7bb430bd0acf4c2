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

test('what was typed survives, whatever it was', () => {
  expect(valuesOf({ city: '<b>Lyon</b>', email: 'x' })).toMatchObject({
    city: '<b>Lyon</b>',
    email: 'x',
    name: 'Camille Fournier',
  })
})
