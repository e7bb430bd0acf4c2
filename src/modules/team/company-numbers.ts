const digitsOf = (text: string): string => text.replace(/\s/g, '')

/** Nine digits whose Luhn sum is a multiple of ten, or nothing yet. */
export function isSiren(text: string): boolean {
  const digits = digitsOf(text)
  return digits === '' || (/^\d{9}$/.test(digits) && luhnSum(digits) % 10 === 0)
}

/**
 * `FR`, two characters and the SIREN, or nothing yet. Two digits are a key over the SIREN: (12 + 3 × (SIREN mod 97)) mod 97;
 * the newer keys with letters have no public rule.
 */
export function isFrenchVatNumber(text: string): boolean {
  const number = digitsOf(text).toUpperCase()
  const [, key = '', siren = ''] = /^FR([0-9A-Z]{2})(\d{9})$/.exec(number) ?? []
  if (number === '') return true
  if (siren === '' || !isSiren(siren)) return false
  return !/^\d\d$/.test(key) || Number(key) === (12 + 3 * (Number(siren) % 97)) % 97
}

/** From the right, every second digit doubled, its digits added. */
const luhnSum = (digits: string): number =>
  [...digits].toReversed().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
