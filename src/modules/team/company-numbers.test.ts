import { expect, test } from 'vitest'
import { isFrenchVatNumber, isSiren } from './company-numbers.ts'

test.each([
  ['', true],
  ['732 829 320', true],
  ['732829321', false],
  ['73282932', false],
])('SIREN %s: %s', (text, is) => expect(isSiren(text)).toBe(is))

test.each([
  ['', true],
  ['FR44732829320', true],
  ['fr 44 732 829 320', true],
  ['FR45732829320', false],
  ['FRK7732829320', true],
  ['DE123456789', false],
])('VAT number %s: %s', (text, is) => expect(isFrenchVatNumber(text)).toBe(is))
