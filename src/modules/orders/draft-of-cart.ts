import type { OrderId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { getVariantFacts } from '#modules/catalog'
import { chooseDelivery, deliveryOptions } from '#modules/delivery'
import { type Discount, lockCounted, nameIn, takeUses } from '#modules/promotions'
import { lockCartVoucher, redeemVoucher } from '#modules/vouchers'
import type { Tx } from '#platform/cx'
import { translate } from '#platform/i18n'
import type { CheckoutRequest } from './checkout.ts'
import { type DraftDiscount, type DraftLine, dueMinorOf, type OrderDraft, orderReference } from './orders.ts'
import { type PricedCartLine, pricedCartLines } from './queries-cart.ts'
import { type CartQuote, cartPromotions, quoteCart } from './quote-cart.ts'
import { type CartGift, cartGifts } from './store-gifts.ts'

/** A cart of vouchers only travels by mail and costs nothing to deliver. */
export const mailDelivery = 'email'

export type CartToOrder = { readonly draft: OrderDraft; readonly lines: readonly PricedCartLine[] }

/**
 * What this cart comes to now, agreed line by line. Voucher and counted promotions are locked until the transaction ends,
 * so that what is agreed can be had. Refuses `cart.empty`, `cart.delivery-not-available`, `cart.total-changed`.
 */
export async function draftOfCart(tx: Tx, request: CheckoutRequest): Promise<CartToOrder> {
  const { cartId, lang, buyer, address, deliveryMethod, payment } = request
  const lines = await pricedCartLines(tx, cartId)
  const gifts = await cartGifts(tx, cartId)
  if (lines.length === 0 && gifts.length === 0) refuse('cart.empty', { cartId })
  const delivery = await deliveryOf(tx, request, lines)
  const voucher = await lockCartVoucher(tx, cartId)
  const found = await cartPromotions(tx, cartId)
  const promotions = (await lockCounted(tx, found)) ? await cartPromotions(tx, cartId) : found
  const terms = { delivery, email: buyer.email, voucherMinor: voucher?.usableMinor }
  const priced = await quoteCart(tx, { ...terms, lines, gifts, promotions })
  const { quote } = priced
  const choice =
    delivery.method !== mailDelivery && request.choice && (await chooseDelivery(tx, delivery.method, request.choice))
  const draft = {
    source: 'shop',
    externalId: cartId,
    lang,
    buyer,
    address,
    deliveryMethod: delivery?.method ?? deliveryMethod,
    deliveryMinor: quote.deliveryMinor,
    ...(choice && { choice }),
    deliveryDiscounts: quote.deliveryDiscounts.map((discount) => discountIn(lang, discount)),
    paymentMethod: quote.dueMinor === 0 ? 'voucher' : payment.method === 'online' ? payment.provider : payment.method,
    lines: [...lines.map((line) => draftLine(line, priced, lang)), ...gifts.map((gift) => giftLine(gift, lang))],
    uses: usesOf(lines, priced),
    ...(voucher &&
      quote.voucherMinor > 0 && { voucher: { voucherId: voucher.voucherId, amountMinor: quote.voucherMinor } }),
  } satisfies OrderDraft
  refuseOtherTotal(dueMinorOf(draft), request.expectedTotalMinor)
  return { draft, lines }
}

/** Takes what the draft promises from the promotions' limits and from the voucher, in the transaction that writes it. */
export async function payInAdvance(tx: Tx, orderId: OrderId, { draft }: Pick<CartToOrder, 'draft'>): Promise<void> {
  const { uses = [], voucher, buyer } = draft
  await takeUses(tx, { orderId, email: buyer.email ?? '', uses })
  if (voucher) await redeemVoucher(tx, { ...voucher, reference: orderReference(orderId) })
}

async function deliveryOf(
  tx: Tx,
  { address, deliveryMethod, payment }: CheckoutRequest,
  lines: readonly PricedCartLine[],
) {
  const { country } = address
  if (lines.length === 0 && payment.method === 'cash') refuse('cart.cash-not-possible', { deliveryMethod })
  if (lines.length === 0) return { method: mailDelivery, country, priceMinor: 0 }
  const weightGrams = lines.reduce((sum, line) => sum + line.weightGrams * line.quantity, 0)
  const itemsMinor = lines.reduce((sum, line) => sum + line.listMinor * line.quantity, 0)
  const options = await deliveryOptions(tx, { country, weightGrams, itemsMinor, media: await mediaOf(tx, lines) })
  const option = options.find(({ code }) => code === deliveryMethod)
  if (!option) refuse('cart.delivery-not-available', { deliveryMethod, country })
  if (payment.method === 'cash' && !isFetched(option.kind)) refuse('cart.cash-not-possible', { deliveryMethod })
  return { method: option.code, country, priceMinor: option.priceMinor }
}

/** What the lines are, for methods that take only some media. */
const mediaOf = async (tx: Tx, lines: readonly PricedCartLine[]): Promise<string[]> => [
  ...new Set(
    (
      await getVariantFacts(
        tx,
        lines.map(({ variantId }) => variantId),
      )
    ).map(({ product }) => product.medium),
  ),
]

/** Cash changes hands where the buyer fetches the order. */
const isFetched = (kind: string): boolean => kind === 'pickup' || kind === 'stall'

const discountIn = (
  lang: CheckoutRequest['lang'],
  { promotionId, names, code, amountMinor }: Discount,
): DraftDiscount => ({
  promotionId,
  name: nameIn(lang, names),
  code,
  amountMinor,
})

function draftLine(line: PricedCartLine, { quote, offers }: CartQuote, lang: CheckoutRequest['lang']): DraftLine {
  const { variantId, title, detail, quantity, listMinor, unitIds, lineId } = line
  const discounts = quote.lines.find((quoted) => quoted.lineId === lineId)?.discounts ?? []
  return {
    variantId,
    externalLineId: null,
    title,
    detail,
    quantity,
    unitPriceMinor: offers.get(variantId)?.priceMinor ?? listMinor,
    unitIds,
    ...(discounts.length > 0 && { discounts: discounts.map((discount) => discountIn(lang, discount)) }),
  }
}

const giftLine = ({ giftId: _, amountMinor, ...gift }: CartGift, lang: CheckoutRequest['lang']): DraftLine => ({
  variantId: null,
  externalLineId: null,
  title: translate(lang, 'vouchers:line.title'),
  detail: translate(lang, 'vouchers:line.detail', { name: gift.recipientName }),
  quantity: 1,
  unitPriceMinor: amountMinor,
  unitIds: [],
  gift,
})

function usesOf(lines: readonly PricedCartLine[], { quote, offers }: CartQuote) {
  const saved = new Map<string, number>()
  const add = (promotionId: string, amountMinor: number) =>
    saved.set(promotionId, (saved.get(promotionId) ?? 0) + amountMinor)
  for (const { variantId, quantity, listMinor } of lines) {
    const offer = offers.get(variantId)
    if (offer) add(offer.promotionId, (listMinor - offer.priceMinor) * quantity)
  }
  for (const { promotionId, amountMinor } of [...quote.discounts, ...quote.deliveryDiscounts])
    add(promotionId, amountMinor)
  return [...saved].map(([promotionId, amountMinor]) => ({ promotionId, amountMinor }))
}

function refuseOtherTotal(totalMinor: number, expectedMinor: number | undefined): void {
  if (expectedMinor !== undefined && expectedMinor !== totalMinor)
    refuse('cart.total-changed', { totalMinor, expectedMinor })
}

/** The copies that are held now stand behind the lines as they were agreed. */
export const withHeldUnits = (draft: OrderDraft, held: readonly PricedCartLine[]): OrderDraft => ({
  ...draft,
  lines: draft.lines.map((line, index) => ({ ...line, unitIds: held[index]?.unitIds ?? line.unitIds })),
})
