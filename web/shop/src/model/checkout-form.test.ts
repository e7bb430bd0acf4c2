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
  payment: 'card',
  cardNumber: '4242 4242 4242 4242',
  cardExpiry: '09/29',
  cardCvc: '123',
}

const valuesOf = (changes: Record<string, string> = {}) => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...filled, ...changes })) form.append(name, value)
  return readValues(form)
}

test('a full form becomes a request, the card as numbers', () => {
  const checked = checkForm(valuesOf())
  expect(checked).toMatchObject({
    form: { city: 'Lyon', card: { number: '4242424242424242', expMonth: 9, expYear: 2029 } },
  })
})

test('every fault is told at once, each beside its field', () => {
  const checked = checkForm(
    valuesOf({ name: '  ', email: 'camille@', cardNumber: '12', cardExpiry: '13/29', phone: 'call me' }),
  )
  expect(checked).toEqual({
    faults: { name: 'needed', email: 'email', cardNumber: 'card', cardExpiry: 'expiry', phone: 'phone' },
  })
})

test('a bank transfer asks for no card', () => {
  const checked = checkForm(valuesOf({ payment: 'transfer', cardNumber: '', cardExpiry: '', cardCvc: '' }))
  expect(checked).toMatchObject({ form: { payment: 'transfer', card: undefined } })
})

test('what was typed survives, whatever it was', () => {
  expect(valuesOf({ city: '<b>Lyon</b>', email: 'x' })).toMatchObject({
    city: '<b>Lyon</b>',
    email: 'x',
    name: 'Camille Fournier',
  })
})
