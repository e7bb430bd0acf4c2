/** Numbers that no bank issues. Any other number is refused before anything else happens, so no real card can get in. */
const outcomes = {
  '4242424242424242': 'authorized',
  '4000000000000002': 'card_declined',
  '4000000000009995': 'insufficient_funds',
  '4000000000000069': 'expired_card',
} as const

export type CardOutcome = (typeof outcomes)[keyof typeof outcomes]

const isTestNumber = (number: string): number is keyof typeof outcomes => Object.hasOwn(outcomes, number)

export function cardOutcome(number: string): CardOutcome | undefined {
  const digits = number.replaceAll(' ', '')
  return isTestNumber(digits) ? outcomes[digits] : undefined
}

/** A card is good until the end of its month. */
export const isExpired = ({ exp_month, exp_year }: { exp_month: number; exp_year: number }, now: Date): boolean =>
  now.getTime() >= Date.UTC(exp_year, exp_month, 1)
