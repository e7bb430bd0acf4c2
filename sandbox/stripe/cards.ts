/**
 * The vendor's public test cards (docs.stripe.com/testing, read 2026-11) and what each does. `3ds` asks for the bank's
 * page first; what follows the comma happens after it.
 */
const cards: Readonly<Record<string, string>> = {
  '4242424242424242': 'ok',
  '5555555555554444': 'ok',
  '4000002500003155': '3ds,ok',
  '4000002760003184': '3ds,ok',
  '4000008400001629': '3ds,card_declined',
  '4000000000000002': 'card_declined',
  '4000000000009995': 'card_declined:insufficient_funds',
  '4000000000000069': 'expired_card',
  '4000000000000127': 'incorrect_cvc',
  '4000000000000119': 'processing_error',
  '4000000000000259': 'ok:disputed',
  '4000000000005126': 'ok:refund_fails',
}

/** Stand for a card where no number is typed, as the vendor's own test tokens do. */
const tokens: Readonly<Record<string, string>> = {
  pm_card_visa: 'ok',
  pm_card_threeDSecure2Required: '3ds,ok',
  pm_card_visa_chargeDeclined: 'card_declined',
  pm_card_visa_chargeDeclinedInsufficientFunds: 'card_declined:insufficient_funds',
  pm_card_createDispute: 'ok:disputed',
  pm_card_refundFail: 'ok:refund_fails',
}

/** Undefined for a number or a token that is not one for tests. */
export const outcomeOf = (card: string): string | undefined => cards[card.replaceAll(' ', '')] ?? tokens[card]

const messages: Readonly<Record<string, string>> = {
  card_declined: 'Your card was declined.',
  expired_card: 'Your card has expired.',
  incorrect_cvc: "Your card's security code is incorrect.",
  processing_error: 'An error occurred while processing your card. Try again in a little bit.',
  payment_intent_authentication_failure:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
}

/** The error the vendor keeps as `last_payment_error`, from an outcome such as `card_declined:insufficient_funds`. */
export function cardError(outcome: string): { code: string; decline_code?: string; message: string; type: string } {
  const [code = '', detail] = outcome.split(':')
  const decline = code === 'card_declined' ? { decline_code: detail ?? 'generic_decline' } : {}
  return { type: 'card_error', code, ...decline, message: messages[code] ?? 'Your card was declined.' }
}
