import { sumMinor } from '#kernel/money'
import type { Basket, Because, Explanation } from './basket.ts'
import { type Promotion, phaseAt } from './promotion.ts'

type Obstacle = { readonly because: Because; readonly missing?: number }

/** What keeps a promotion from this basket before its pieces are looked at; undefined when nothing does. */
export function obstacleTo(promotion: Promotion, basket: Basket): Obstacle | undefined {
  return obstacleOfTime(promotion, basket) ?? obstacleOfBuyer(promotion, basket) ?? obstacleOfBasket(promotion, basket)
}

const phaseObstacles = {
  draft: 'unknown-code',
  paused: 'paused',
  scheduled: 'not-yet',
  ended: 'ended',
  'used-up': 'used-up',
} as const

function obstacleOfTime(promotion: Promotion, { now }: Basket): Obstacle | undefined {
  const phase = phaseAt(now, promotion)
  return phase === 'running' ? undefined : { because: phaseObstacles[phase] }
}

function obstacleOfBuyer({ id, terms }: Promotion, { buyer }: Basket): Obstacle | undefined {
  if (terms.groups.length > 0 && !terms.groups.some((group) => buyer.groups.includes(group)))
    return { because: 'group-only' }
  if (terms.isFirstOrderOnly && buyer.hasOrdered) return { because: 'first-order-only' }
  const uses = buyer.usesOf?.[id] ?? 0
  if (terms.usesPerCustomerMax !== null && uses >= terms.usesPerCustomerMax) return { because: 'once-per-customer' }
  return terms.isFirstOrderOnly && uses > 0 ? { because: 'first-order-only' } : undefined
}

function obstacleOfBasket({ terms }: Promotion, { lines }: Basket): Obstacle | undefined {
  const goodsMinor = sumMinor(lines.map((line) => (line.isVoucher ? 0 : line.unitMinor * line.quantity)))
  const missing = terms.basketMinMinor - goodsMinor
  return missing > 0 ? { because: 'basket-too-small', missing } : undefined
}

export const explain = (
  { id, names, code }: Promotion,
  because: Because,
  more: { amountMinor?: number; missing?: number | undefined } = {},
): Explanation => ({
  promotionId: id,
  names,
  code,
  amountMinor: more.amountMinor ?? 0,
  because,
  ...(more.missing !== undefined && { missing: more.missing }),
})
