import type { OrderId, UnitId, VariantId } from '#kernel/ids'
import { sumMinor } from '#kernel/money'
import type { Address, Buyer } from '#modules/customers'
import type { DeliveryChoice } from '#modules/delivery'
import type { Gift } from '#modules/vouchers'
import type { Lang } from '#platform/i18n'

export type OrderState = 'placed' | 'paid' | 'packed' | 'sent' | 'cancelled'

/** The life of an order, as data: the refusals, the API's moves, the office's buttons and docs/domain/order-states.md come from here. */
export const orderMoves = {
  pay: { from: ['placed'], to: 'paid' },
  pack: { from: ['paid'], to: 'packed' },
  send: { from: ['packed'], to: 'sent' },
  cancel: { from: ['placed', 'paid'], to: 'cancelled' }, // once packed, it is a return
} as const satisfies Record<string, { from: readonly OrderState[]; to: OrderState }>

export type OrderMove = keyof typeof orderMoves
export const orderStates = ['placed', 'paid', 'packed', 'sent', 'cancelled'] as const satisfies readonly OrderState[]
export const orderMoveNames = ['pay', 'pack', 'send', 'cancel'] as const satisfies readonly OrderMove[]

export function canMove(state: OrderState, move: OrderMove): boolean {
  const from: readonly OrderState[] = orderMoves[move].from
  return from.includes(state)
}

/** `becauseKey` is null for a move that may be made now, else the i18n key of the reason. */
export type MoveChoice = { readonly move: OrderMove; readonly isAllowed: boolean; readonly becauseKey: string | null }

/** Every move with the reason when it may not be made, for buttons that explain themselves. */
export const moveChoices = (order: {
  state: OrderState
  isMissingCopy: boolean
  isCardPending: boolean
}): MoveChoice[] =>
  orderMoveNames.map((move) => {
    const becauseKey = reasonAgainst(order, move)
    return { move, isAllowed: becauseKey === null, becauseKey }
  })

function reasonAgainst(
  order: { state: OrderState; isMissingCopy: boolean; isCardPending: boolean },
  move: OrderMove,
): string | null {
  if (!canMove(order.state, move)) return `orders:move.${move}.not-when-${order.state}`
  if (move === 'pack' && order.isMissingCopy) return 'orders:move.pack.copy-missing'
  if (move === 'pay' && order.isCardPending) return 'orders:move.pay.card-pending'
  return null
}

/** One agreed line. `unitIds` are the very copies; none means that a marketplace sold what we no longer have. */
export type DraftLine = {
  readonly variantId: VariantId | null
  readonly externalLineId: string | null
  readonly title: string
  readonly detail: string
  readonly quantity: number
  readonly unitPriceMinor: number
  readonly unitIds: readonly UnitId[]
  readonly discounts?: readonly DraftDiscount[]
  /** The line is a gift voucher: no copy stands behind it. */
  readonly gift?: Gift
}

/** What a promotion took off a line or off the delivery, as agreed. `name` is in the buyer's language. */
export type DraftDiscount = {
  readonly promotionId: string
  readonly name: string
  readonly code: string | null
  readonly amountMinor: number
}

/** Everything agreed before an order exists; a checkout keeps it while the buyer pays. */
export type OrderDraft = {
  readonly source: string
  readonly externalId: string | null
  readonly lang: Lang
  readonly buyer: Buyer
  readonly address: Address
  readonly deliveryMethod: string
  /** What remains to pay for it. */
  readonly deliveryMinor: number
  readonly deliveryDiscounts?: readonly DraftDiscount[]
  readonly choice?: DeliveryChoice
  readonly paymentMethod: string
  readonly lines: readonly DraftLine[]
  /** What a gift voucher pays of it. */
  readonly voucher?: { readonly voucherId: string; readonly amountMinor: number }
  /** What promotions saved, offers included, for their limits and reports. */
  readonly uses?: readonly { readonly promotionId: string; readonly amountMinor: number }[]
}

/** What is known of a variant when it is ordered. `priceMinor` is null for what was never offered. */
export type SaleFacts = {
  readonly variantId: VariantId
  readonly title: string
  readonly detail: string
  readonly priceMinor: number | null
  readonly isLot: boolean
}

export type PlacedOrder = { readonly orderId: OrderId; readonly number: string; readonly accessToken: string }

export const itemsMinorOf = (lines: readonly { quantity: number; unitPriceMinor: number }[]): number =>
  sumMinor(lines.map((line) => line.quantity * line.unitPriceMinor))

type Discounted = { readonly lines: readonly Pick<DraftLine, 'quantity' | 'unitPriceMinor' | 'discounts'>[] }

export const discountMinorOf = ({ lines }: Discounted): number => sumMinor(lines.map(lineDiscountMinor))

export const lineDiscountMinor = ({ discounts = [] }: Pick<DraftLine, 'discounts'>): number =>
  sumMinor(discounts.map(({ amountMinor }) => amountMinor))

type Totalled = Discounted & Pick<OrderDraft, 'deliveryMinor' | 'voucher'>

export const totalMinorOf = (draft: Totalled): number =>
  itemsMinorOf(draft.lines) - discountMinorOf(draft) + draft.deliveryMinor

/** What is asked of the buyer now: the total, less what was paid in another way. */
export const dueMinorOf = (draft: Totalled): number => totalMinorOf(draft) - (draft.voucher?.amountMinor ?? 0)

export const orderReference = (orderId: OrderId): string => `order:${orderId}`

/**
 * Shares out the copies claimed per variant among the lines that want them, first line first. A line whose variant could
 * not be had in full gets none.
 */
export function assignUnits<L extends { variantId: VariantId | null; quantity: number }>(
  lines: readonly L[],
  claimed: readonly { variantId: VariantId; unitIds: readonly UnitId[] }[],
  isLot: (variantId: VariantId) => boolean,
): (L & { unitIds: UnitId[] })[] {
  const left = new Map(claimed.map(({ variantId, unitIds }) => [variantId, [...unitIds]]))
  return lines.map((line) => {
    const units = line.variantId ? (left.get(line.variantId) ?? []) : []
    const count = line.variantId && isLot(line.variantId) ? units.length : line.quantity
    return { ...line, unitIds: units.splice(0, count) }
  })
}

/** One want per variant: two lines of the same record are claimed together. */
export function wantsOf(
  lines: readonly { variantId: VariantId | null; quantity: number }[],
): { variantId: VariantId; quantity: number }[] {
  const quantities = new Map<VariantId, number>()
  for (const { variantId, quantity } of lines)
    if (variantId) quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity)
  return [...quantities].map(([variantId, quantity]) => ({ variantId, quantity }))
}
