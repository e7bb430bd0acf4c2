import type { ShopLocals } from '#app/shop'
import { Outage, Refusal } from '#kernel/refusal'
import { getVariantFacts } from '#modules/catalog'
import { type DeliveryOption, deliveryOptions, doubtPlace, type PlaceDoubt, townsOf } from '#modules/delivery'
import { type CartView, type CheckoutRequest, carts, checkOut, getCart } from '#modules/orders'
import type { Cx } from '#platform/cx'
import { hasText, translate } from '#platform/i18n'
import { pathOf } from '../paths.ts'
import { type DeliveryChoices, deliveryChoices, missingChoice, usualOf } from './checkout-delivery.ts'
import { type CheckoutForm, checkForm, emptyValues, type Faults, readValues, type Values } from './checkout-form.ts'
import { enterTyped } from './enter-typed.ts'
import { knownValues } from './known-values.ts'
import { refusalText } from './refusal-words.ts'

type Shown = {
  readonly kind: 'show'
  readonly cart: CartView
  readonly values: Values
  readonly faults: Faults
  readonly options: readonly DeliveryOption[]
  readonly chosen: DeliveryOption | undefined
  readonly choices: DeliveryChoices
  readonly totalMinor: number
  readonly place: PlaceHint
  /** What stopped the order, as a sentence; the form keeps everything typed. */
  readonly message: string | undefined
}
/** Towns of the postcode, and what is odd about both as typed; `seen` comes back with the form, so that it is said once. */
export type PlaceHint = {
  readonly towns: readonly string[]
  readonly doubt: PlaceDoubt | undefined
  readonly seen: string
}
type Outcome = Shown | { readonly kind: 'go'; readonly to: string }

/** One page, one address: GET shows the form, POST orders or shows it again with what is wrong. */
export async function runCheckout(locals: ShopLocals, request: Request): Promise<Outcome> {
  const { cart, lang } = locals
  if (locals.placed) return { kind: 'go', to: orderAddress(locals, locals.placed) }
  if (!cart || (cart.lines.length === 0 && cart.gifts.length === 0)) return { kind: 'go', to: pathOf('cart', lang) }
  if (cart.payment && request.method !== 'POST') return { kind: 'go', to: pathOf('pay', lang, cart.payment) }
  if (request.method !== 'POST') return begin(locals, cart)
  const form = await request.formData()
  const values = readValues(form)
  if (form.get('intent') === 'update') return show(locals, cart, { values })
  if (form.get('intent') === 'code') return enterInForm(locals, cart, { values, text: String(form.get('code') ?? '') })
  const placeSeen = String(form.get('placeSeen') ?? '')
  return order(locals, cart, { values, placeSeen, shownTotalMinor: Number(form.get('shownTotalMinor')) })
}

/** Copies whose hold has run out are held again here, or the buyer learns now that one is gone. */
async function begin(locals: ShopLocals, cart: CartView): Promise<Outcome> {
  try {
    await carts.renew(locals.cx, { cartId: cart.id })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { kind: 'go', to: `${pathOf('cart', locals.lang)}?faute=${error.code}` }
  }
  return show(locals, cart, { values: await knownValues(locals, emptyValues()) })
}

type Typed = { readonly values: Values; readonly faults?: Faults; readonly message?: string | undefined }

/** A cart of vouchers only is delivered by mail. */
const byMail: DeliveryOption = {
  code: 'email',
  kind: 'email',
  priceMinor: 0,
  estimate: { shipsOn: '', from: '', to: '' },
}

/** Another delivery may change more than its own price: then the page asks anew instead of adding up by itself. */
export const isQuoteByDelivery = (quote: CartView['quote']): boolean =>
  quote.deliveryDiscounts.length > 0 ||
  quote.voucherMinor > 0 ||
  quote.explanations.some(({ because }) => because === 'other-delivery')

/** A code entered beside the form: nothing typed is lost, and what is wrong is said. */
async function enterInForm(
  locals: ShopLocals,
  cart: CartView,
  { values, text }: { values: Values; text: string },
): Promise<Outcome> {
  if (text.trim() === '') return show(locals, cart, { values })
  try {
    await enterTyped(locals, { cartId: cart.id, text: text.slice(0, 60) })
    return show(locals, cart, { values })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return show(locals, cart, { values, message: refusalText(locals.lang, error) })
  }
}

async function show({ cx }: ShopLocals, cart: CartView, { values, faults = {}, message }: Typed): Promise<Shown> {
  const { itemsMinor, weightGrams } = cart
  const { country, email } = values
  const parcel = { country, weightGrams, itemsMinor, media: await mediaOf(cx, cart) }
  const options = cart.lines.length === 0 ? [byMail] : await deliveryOptions(cx, parcel)
  const chosen = options.find(({ code }) => code === values.deliveryMethod) ?? usualOf(options)
  const delivery = chosen && { method: chosen.code, country, priceMinor: chosen.priceMinor }
  const priced = await getCart(cx, cart.id, { delivery, email: email || undefined })
  const totalMinor = priced.quote.dueMinor
  const choices = await deliveryChoices(cx, { values, options, chosen })
  const place = await hintAt(values)
  return { kind: 'show', cart: priced, values, faults, options, chosen, choices, totalMinor, place, message }
}

const hintAt = async (values: Values): Promise<PlaceHint> => {
  const { country, postcode, city } = values
  const towns = country === 'FR' ? await townsOf(postcode) : []
  return { towns, doubt: await doubtPlace(values), seen: [country, postcode, city].join(' ') }
}

/** What the cart holds, for methods that take only some media. */
const mediaOf = async (cx: Cx, { lines }: CartView): Promise<string[]> => [
  ...new Set(
    (
      await getVariantFacts(
        cx,
        lines.map(({ variantId }) => variantId),
      )
    ).map(({ product }) => product.medium),
  ),
]

async function order(
  locals: ShopLocals,
  cart: CartView,
  { values, shownTotalMinor, placeSeen }: { values: Values; shownTotalMinor: number; placeSeen: string },
): Promise<Outcome> {
  const shown = await show(locals, cart, { values })
  // Nothing left to pay: the way of paying is not asked for.
  const checked = checkForm(shown.totalMinor === 0 ? { ...values, payment: 'transfer' } : values)
  if ('faults' in checked) return { ...shown, faults: checked.faults }
  const missing = missingChoice(shown.chosen, values)
  if (missing) return { ...shown, faults: missing }
  // Asked once, never insisted on: whoever sends the same again is believed.
  if (shown.place.doubt && shown.place.seen !== placeSeen)
    return { ...shown, message: say(locals, 'delivery:place.check') }
  // Without scripts the total on the page may belong to another delivery; the law wants the right one seen before ordering.
  if (shown.totalMinor !== shownTotalMinor) return { ...shown, message: say(locals, 'checkout.totalChanged') }
  try {
    const outcome = await checkOut(locals.cx, toRequest(locals, cart, checked.form, shownTotalMinor))
    if (outcome.kind === 'placed') return { kind: 'go', to: orderAddress(locals, outcome) }
    if (outcome.kind === 'ended') return { ...shown, message: say(locals, `pay:ended.${outcome.because}`) }
    return { kind: 'go', to: pathOf('pay', locals.lang, { token: outcome.token }) }
  } catch (error) {
    return { ...(await show(locals, cart, { values })), message: textOf(locals, error) }
  }
}

function toRequest(
  { lang }: ShopLocals,
  { id }: CartView,
  form: CheckoutForm,
  expectedTotalMinor: number,
): CheckoutRequest {
  const { name, email, phone, line1, line2, postcode, city, country, deliveryMethod, payment } = form
  const { relayPointId, slot, marketDayId } = form
  return {
    cartId: id,
    lang,
    buyer: { name, email, phone: phone || undefined },
    address: { name, line1, line2: line2 || undefined, postcode, city, country },
    deliveryMethod,
    choice: { relayPointId, slot, marketDayId },
    payment: paymentOf(payment),
    expectedTotalMinor,
  }
}

function paymentOf(choice: CheckoutForm['payment']): CheckoutRequest['payment'] {
  if (choice === 'cash') return { method: 'cash' }
  return choice === 'transfer' ? { method: 'bank-transfer' } : { method: 'online', provider: choice }
}

export const orderAddress = (
  { lang }: Pick<ShopLocals, 'lang'>,
  { number, accessToken }: { number: string; accessToken: string },
): string => `${pathOf('order', lang, { number })}?cle=${accessToken}`

const say = ({ lang }: ShopLocals, key: string): string => translate(lang, key.includes(':') ? key : `shop:${key}`)

function textOf(locals: ShopLocals, error: unknown): string {
  if (error instanceof Outage) return say(locals, 'checkout.outage')
  if (!(error instanceof Refusal)) throw error
  const key = `refusal.${error.code.replaceAll('.', '-')}`
  return say(locals, hasText(locals.lang, `shop:${key}`) ? key : 'refusal.unknown')
}
