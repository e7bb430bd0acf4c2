import type { ShopLocals } from '#app/shop'
import { Outage } from '#kernel/refusal'
import { type CheckoutProgress, checkouts } from '#modules/orders'
import { hasText, translate } from '#platform/i18n'
import { pathOf } from '../paths.ts'
import { orderAddress } from './checkout.ts'

type Checkout = NonNullable<Awaited<ReturnType<typeof checkouts.byToken>>>
/** The provider may be out of reach; nothing is known then, and nothing is lost. */
type Step = Exclude<CheckoutProgress, { kind: 'placed' }> | { readonly kind: 'outage' }
type Outcome =
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'show'; readonly checkout: Checkout; readonly step: Step }

/** The one page of a payment: it begins here, comes back here from the provider, and POST goes back to the cart. */
export async function runPayment(locals: ShopLocals, request: Request, token: string): Promise<Outcome> {
  const checkout = await checkouts.byToken(locals.cx, token)
  if (!checkout || token === '') return { kind: 'unknown' }
  const step = await stepOf(locals, checkout, request.method === 'POST')
  if (step.kind === 'placed') return { kind: 'go', to: orderAddress(locals, step) }
  if (step.kind === 'ended' && step.because === 'left') return { kind: 'go', to: pathOf('cart', locals.lang) }
  return { kind: 'show', checkout, step }
}

async function stepOf(
  { cx }: ShopLocals,
  { id }: Checkout,
  isLeaving: boolean,
): Promise<CheckoutProgress | { kind: 'outage' }> {
  try {
    return isLeaving ? await checkouts.leave(cx, id) : await checkouts.continue(cx, id)
  } catch (error) {
    if (error instanceof Outage) return { kind: 'outage' }
    throw error
  }
}

/** Why the last try failed, in words. */
export function declineText({ lang }: Pick<ShopLocals, 'lang'>, code: string): string {
  const key = `pay:decline.${code}`
  return translate(lang, hasText(lang, key) ? key : 'pay:decline.other')
}

/** What a bank may say while the card form is open, by the provider's codes: said in the buyer's words there as well. */
const cardDeclines = [
  'card_declined',
  'generic_decline',
  'expired_card',
  'insufficient_funds',
  'incorrect_cvc',
  'payment_intent_authentication_failure',
]

export const declineTexts = (locals: Pick<ShopLocals, 'lang'>): string =>
  JSON.stringify(Object.fromEntries(cardDeclines.map((code) => [code, declineText(locals, code)])))
