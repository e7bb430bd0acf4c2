import { sumMinor } from '#kernel/money'
import { type Application, applyTogether, discountOf } from './apply-promotions.ts'
import type { Basket, BasketLine, Discount, Explanation, Quote, QuotedLine } from './basket.ts'
import { explain, obstacleTo } from './eligibility.ts'
import { isOffer, type Promotion } from './promotion.ts'
import { isBasketWide } from './quantity-deals.ts'
import { bestTogether } from './stacking.ts'

/**
 * What a basket costs, and why: list price, offers, promotions on pieces, promotions on the basket shared out to the cent,
 * delivery, free delivery, voucher, due. Pure; cart, checkout, order, office preview and API all ask this one. Prices are
 * with all taxes, so that taxes change nothing here.
 */
export function quoteBasket(basket: Basket): Quote {
  const asked = basket.promotions.filter((promotion) => !isOffer(promotion) && isAsked(promotion, basket.codes))
  const obstacles = new Map(asked.map((promotion) => [promotion, obstacleTo(promotion, basket)]))
  const eligible = asked.filter((promotion) => obstacles.get(promotion) === undefined)
  const applications = bestTogether(basket, eligible)
  const lines = basket.lines.map((line, index) => quotedLine(line, index, applications))
  const explanations = [
    ...unknownCodes(basket),
    ...asked.map((promotion) => explained(basket, promotion, { obstacles, applications })),
  ]
  return { lines, explanations, ...amountsOf(basket, lines, applications) }
}

/** Codes of the basket that apply by being entered; promotions without a code apply by themselves. */
const isAsked = ({ code, state }: Promotion, codes: readonly string[]): boolean =>
  code === null ? state === 'active' : codes.includes(code)

function quotedLine(
  { lineId, quantity, unitMinor }: BasketLine,
  index: number,
  all: readonly Application[],
): QuotedLine {
  const discounts = all
    .map(({ promotion, byLine }) => discountOf(promotion, byLine[index] ?? 0))
    .filter(({ amountMinor }) => amountMinor > 0)
  const totalMinor = quantity * unitMinor
  const discountMinor = sumMinor(discounts.map(({ amountMinor }) => amountMinor))
  return { lineId, totalMinor, discounts, discountMinor, paidMinor: totalMinor - discountMinor }
}

type Amounts = Omit<Quote, 'lines' | 'explanations'>

function amountsOf(basket: Basket, lines: readonly QuotedLine[], applications: readonly Application[]): Amounts {
  const listMinor = sumMinor(basket.lines.map(({ quantity, listMinor }) => quantity * listMinor))
  const itemsMinor = sumMinor(lines.map(({ totalMinor }) => totalMinor))
  const onPieces = offBy(applications, (one) => !isBasketWide(one.promotion.effect))
  const onBasket = offBy(applications, (one) => isBasketWide(one.promotion.effect))
  const discountMinor = onPieces + onBasket
  const deliveryListMinor = basket.delivery?.priceMinor ?? 0
  const deliveryDiscounts = deliveryOff(applications, deliveryListMinor)
  const deliveryMinor = deliveryListMinor - sumMinor(deliveryDiscounts.map(({ amountMinor }) => amountMinor))
  const totalMinor = itemsMinor - discountMinor + deliveryMinor
  const voucherMinor = Math.min(totalMinor, basket.voucherMinor ?? 0)
  const dueMinor = totalMinor - voucherMinor
  return {
    discounts: applications
      .map(({ promotion, byLine }) => discountOf(promotion, sumMinor(byLine)))
      .filter(({ amountMinor }) => amountMinor > 0),
    deliveryDiscounts,
    itemsMinor,
    discountMinor,
    deliveryListMinor,
    deliveryMinor,
    totalMinor,
    voucherMinor,
    dueMinor,
    steps: [
      { step: 'list', amountMinor: listMinor },
      { step: 'offers', amountMinor: itemsMinor - listMinor },
      { step: 'line-promotions', amountMinor: -onPieces },
      { step: 'basket-promotions', amountMinor: -onBasket },
      { step: 'delivery', amountMinor: deliveryListMinor },
      { step: 'free-delivery', amountMinor: deliveryMinor - deliveryListMinor },
      { step: 'total', amountMinor: totalMinor },
      { step: 'voucher', amountMinor: -voucherMinor },
      { step: 'due', amountMinor: dueMinor },
    ],
  }
}

const offBy = (applications: readonly Application[], isMeant: (one: Application) => boolean): number =>
  sumMinor(applications.filter(isMeant).flatMap(({ byLine }) => byLine))

/** Two promotions cannot give the same delivery twice. */
function deliveryOff(applications: readonly Application[], deliveryMinor: number): Discount[] {
  const first = applications.find((one) => one.deliveryMinor > 0)
  return first && deliveryMinor > 0 ? [discountOf(first.promotion, deliveryMinor)] : []
}

const unknownCodes = ({ codes, promotions }: Basket): Explanation[] =>
  codes
    .filter((code) => !promotions.some((promotion) => promotion.code === code))
    .map((code) => ({ promotionId: null, names: null, code, amountMinor: 0, because: 'unknown-code' }))

type Weighed = {
  readonly obstacles: ReadonlyMap<Promotion, ReturnType<typeof obstacleTo>>
  readonly applications: readonly Application[]
}

function explained(basket: Basket, promotion: Promotion, { obstacles, applications }: Weighed): Explanation {
  const obstacle = obstacles.get(promotion)
  if (obstacle) return explain(promotion, obstacle.because, obstacle)
  const applied = applications.find((one) => one.promotion === promotion)
  if (applied) return explain(promotion, applied.because, { amountMinor: applied.totalMinor, missing: applied.missing })
  const [alone] = applyTogether(basket, [promotion])
  if (!alone || alone.because === 'applied') return explain(promotion, 'better-one')
  return explain(promotion, alone.because, { missing: alone.missing })
}
