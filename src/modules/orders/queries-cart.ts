import type { CartId, UnitId, VariantId } from '#kernel/ids'
import { sumMinor } from '#kernel/money'
import { refuse } from '#kernel/refusal'
import { pieceColumns } from '#modules/promotions'
import { cartHolder } from '#modules/stock'
import { cartVoucher } from '#modules/vouchers'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { CartLine, CartLineView, CartView } from './cart.ts'
import { type CartQuote, cartPromotions, type PriceableLine, type QuoteWish, quoteCart } from './quote-cart.ts'
import { cartGifts } from './store-gifts.ts'

/** `LP, Album · Barclay · 1964 · VG+/VG`: what is known, most telling first. */
export const detailColumn = sql`concat_ws(' · ', nullif(p.format, ''), nullif(p.label, ''), p.year::text,
  nullif(concat_ws('/', v.media_grade, v.sleeve_grade), '')) as detail`
export const titleColumn = sql`concat_ws(' – ', nullif(p.artist, ''), p.title) as title`

/** What adding a variant depends on: is it for sale, what of it is in the cart, and has the cart's hold on that run out? */
export type CartFit = {
  readonly linesCount: number
  readonly quantity: number
  readonly unitIds: readonly UnitId[]
  readonly shelfCount: number
  readonly isLot: boolean
  readonly heldCount: number
}

export async function cartFit(cx: Cx, cartId: CartId, variantId: VariantId): Promise<CartFit | undefined> {
  const { rows } = await sql<CartFit>`
    select (select count(*) from cart_lines where cart_id = ${cartId}) as lines_count,
      coalesce(line.quantity, 0) as quantity,
      coalesce(array_agg(u.unit_id) filter (where u.unit_id is not null), '{}') as unit_ids,
      count(c.id) as held_count,
      (select count(*) from units s join places p on p.id = s.place_id where s.variant_id = v.id and p.kind = 'shelf') as shelf_count,
      pr.kind = 'lot' as is_lot
    from variants v
    join products pr on pr.id = v.product_id
    join list_prices price on price.variant_id = v.id
    left join cart_lines line on line.cart_id = ${cartId} and line.variant_id = v.id
    left join cart_line_units u on u.cart_line_id = line.id
    left join claims c on c.unit_id = u.unit_id and c.ended_at is null and c.holder = ${cartHolder(cartId)} and c.expires_at > ${cx.now()}
    where v.id = ${variantId}
    group by v.id, line.id, pr.kind`.execute(cx.db)
  return rows[0]
}

type LineRow = Omit<CartLineView, 'hold' | 'totalMinor' | 'unitPriceMinor' | 'offer' | 'productId'> &
  Omit<PriceableLine, 'productId'> & {
    productId: CartLineView['productId']
    heldCount: number
    takenCount: number
    soldCount: number
    unitCount: number
  }

export type CartTerms = Pick<QuoteWish, 'delivery' | 'email'>

/** The cart as its buyer sees it, prices of now, with the delivery chosen if any. Refuses `cart.not-found`. */
export async function getCart(cx: Cx, cartId: CartId, terms: CartTerms = {}): Promise<CartView> {
  const cart = await cx.db
    .selectFrom('carts')
    .leftJoin('orders', 'orders.id', 'carts.orderId')
    .leftJoin('checkouts', (join) => join.onRef('checkouts.cartId', '=', 'carts.id').on('checkouts.state', '=', 'open'))
    .select(['carts.id', 'orders.number', 'orders.accessToken', 'checkouts.token'])
    .where('carts.id', '=', cartId)
    .executeTakeFirst()
  if (!cart) refuse('cart.not-found', { cartId })
  const rows = await lineRows(cx, cartId)
  const [gifts, voucher, promotions] = [
    await cartGifts(cx, cartId),
    await cartVoucher(cx, cartId),
    await cartPromotions(cx, cartId),
  ]
  const priced = await quoteCart(cx, { ...terms, lines: rows, gifts, promotions, voucherMinor: voucher?.usableMinor })
  const { number, accessToken, token } = cart
  return {
    id: cartId,
    lines: rows.map((row) => toLineView(row, priced)),
    gifts,
    itemsMinor: priced.quote.itemsMinor,
    weightGrams: sumMinor(rows.map((line) => line.weightGrams)),
    codes: priced.codes,
    voucherCode: voucher?.code ?? null,
    quote: priced.quote,
    payment: token === null ? null : { token },
    order: number !== null && accessToken !== null ? { number, accessToken } : null,
  }
}

/** `held_until` is the soonest end among the copies of the line, also when it has passed. */
async function lineRows(cx: Cx, cartId: CartId): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select line.id as line_id, line.variant_id, ${pieceColumns}, p.title, p.artist, ${detailColumn}, p.slug, line.quantity,
      price.price_minor as list_minor, v.weight_grams * line.quantity as weight_grams,
      h.unit_count, h.held_count, h.taken_count, h.sold_count, h.held_until
    from cart_lines line
    join variants v on v.id = line.variant_id
    join products p on p.id = v.product_id
    join list_prices price on price.variant_id = v.id
    cross join lateral (
      select count(*) as unit_count,
        count(*) filter (where mine.id is not null) as held_count,
        count(*) filter (where other.id is not null or place.kind <> 'shelf') as taken_count,
        count(*) filter (where other.kind = 'order' or place.kind <> 'shelf') as sold_count,
        min(last.expires_at) as held_until
      from cart_line_units lu join units u on u.id = lu.unit_id join places place on place.id = u.place_id
      left join claims mine on mine.unit_id = lu.unit_id and mine.ended_at is null and mine.holder = ${cartHolder(cartId)} and mine.expires_at > ${cx.now()}
      left join claims other on other.unit_id = lu.unit_id and other.ended_at is null and other.holder <> ${cartHolder(cartId)}
        and (other.expires_at is null or other.expires_at > ${cx.now()})
      left join lateral (select expires_at from claims where unit_id = lu.unit_id and holder = ${cartHolder(cartId)} order by id desc limit 1) last on true
      where lu.cart_line_id = line.id) h
    where line.cart_id = ${cartId} order by line.added_at, line.id`.execute(cx.db)
  return rows
}

function toLineView(row: LineRow, { offers }: CartQuote): CartLineView {
  const { lineId, variantId, productId, title, artist, detail, slug, quantity, weightGrams, heldUntil } = row
  const offer = offers.get(variantId) ?? null
  const unitPriceMinor = offer?.priceMinor ?? row.listMinor
  const totalMinor = unitPriceMinor * quantity
  const known = { lineId, variantId, productId, title, artist, detail, slug, quantity, weightGrams, heldUntil }
  return { ...known, offer, unitPriceMinor, totalMinor, hold: holdOf(row) }
}

const holdOf = ({ heldCount, takenCount, soldCount, unitCount }: LineRow): CartLineView['hold'] =>
  heldCount === unitCount ? 'held' : soldCount > 0 ? 'sold' : takenCount > 0 ? 'taken' : 'expired'

export type PricedCartLine = CartLine &
  PriceableLine & {
    readonly title: string
    readonly detail: string
    readonly weightGrams: number
  }

/** The lines of a cart for its checkout, in the order they were added. */
export async function pricedCartLines(cx: Cx, cartId: CartId): Promise<PricedCartLine[]> {
  const { rows } = await sql<PricedCartLine>`
    select line.id as line_id, line.variant_id, line.quantity, ${titleColumn}, ${detailColumn}, ${pieceColumns}, price.price_minor as list_minor, v.weight_grams,
      p.kind = 'lot' as is_lot, array(select unit_id from cart_line_units u where u.cart_line_id = line.id order by unit_id) as unit_ids
    from cart_lines line
    join variants v on v.id = line.variant_id
    join products p on p.id = v.product_id
    join list_prices price on price.variant_id = v.id
    where line.cart_id = ${cartId} order by line.added_at, line.id`.execute(cx.db)
  return rows
}
