import type { CartId, OrderId, ProductId, UnitId, VariantId } from '#kernel/ids'
import { newId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import { addVariants, type MediaGrade, type ProductFacts, type SleeveGrade, saveProducts } from '#modules/catalog'
import type { Address, Buyer } from '#modules/customers'
import { addToCart, type CheckoutRequest, placeApiOrder } from '#modules/orders'
import { setListPrices } from '#modules/pricing'
import { ensurePlaces, makeLot, receiveUnits } from '#modules/stock'
import type { Cx } from '#platform/cx'

/** Goods and orders for tests, made through the modules' own doors; what a test does not name is ordinary. */

const anyRecord: ProductFacts = {
  kind: 'record',
  title: 'Kind of Blue',
  artist: 'Miles Davis',
  label: 'Columbia',
  catalogueNumber: 'CL 1355',
  format: 'LP',
  medium: 'vinyl',
  year: 1959,
  country: 'US',
  genres: ['Jazz'],
  styles: ['Modal'],
  barcode: '',
  attributes: {},
}

async function aProduct(cx: Cx, facts: Partial<ProductFacts> = {}): Promise<ProductId> {
  const [productId] = await saveProducts(cx, [
    { ...anyRecord, title: `Kind of Blue ${newId(cx.now()).slice(-8)}`, ...facts },
  ])
  invariant(productId, 'the product was saved')
  return productId
}

export type CopyWish = {
  readonly productId?: ProductId
  readonly product?: Partial<ProductFacts>
  readonly priceMinor?: number
  readonly mediaGrade?: MediaGrade | null
  readonly sleeveGrade?: SleeveGrade | null
  readonly condition?: 'new' | 'used'
  readonly weightGrams?: number
  readonly placeCode?: string
}

export type Goods = {
  readonly productId: ProductId
  readonly variantId: VariantId
  readonly unitIds: readonly UnitId[]
}

/** New goods held in quantity: one variant, `quantity` units. */
export async function someGoods(cx: Cx, { quantity, ...wish }: CopyWish & { quantity: number }): Promise<Goods> {
  const {
    priceMinor = 2500,
    placeCode = 'A-1',
    condition = 'new',
    mediaGrade = null,
    sleeveGrade = null,
    weightGrams = 250,
  } = wish
  const productId = wish.productId ?? (await aProduct(cx, wish.product))
  const [variant] = await addVariants(cx, [{ productId, condition, mediaGrade, sleeveGrade, weightGrams }])
  invariant(variant, 'the variant was added')
  await setListPrices(cx, [{ variantId: variant.id, priceMinor, reason: 'test' }])
  await ensurePlaces(cx, [placeCode])
  const units = quantity > 0 ? await receiveUnits(cx, [{ variantId: variant.id, placeCode, quantity }]) : []
  return { productId, variantId: variant.id, unitIds: units.map((unit) => unit.id) }
}

export type Copy = { readonly productId: ProductId; readonly variantId: VariantId; readonly unitId: UnitId }

/** A used copy: one variant, one unit, VG+/VG, 25.00 €. */
export async function aCopy(cx: Cx, wish: CopyWish = {}): Promise<Copy> {
  const goods = await someGoods(cx, { mediaGrade: 'VG+', sleeveGrade: 'VG', condition: 'used', ...wish, quantity: 1 })
  const [unitId] = goods.unitIds
  invariant(unitId, 'the unit was received')
  return { productId: goods.productId, variantId: goods.variantId, unitId }
}

/** A lot of these copies, which stay on sale one by one. */
export async function aLot(cx: Cx, copies: readonly Copy[], { priceMinor = 5000 } = {}): Promise<VariantId> {
  const lot = await someGoods(cx, {
    product: { kind: 'lot', format: 'Lot' },
    condition: 'used',
    priceMinor,
    quantity: 0,
  })
  await makeLot(cx, { variantId: lot.variantId, unitIds: copies.map((copy) => copy.unitId) })
  return lot.variantId
}

export const aBuyer: Buyer & { readonly email: string } = { name: 'Ada Martin', email: 'ada@example.org', phone: '' }
export const anAddress: Address = {
  name: 'Ada Martin',
  line1: '1 rue des Disques',
  postcode: '75011',
  city: 'Paris',
  country: 'FR',
}

export async function aCart(cx: Cx, variantIds: readonly VariantId[]): Promise<CartId> {
  const cartId = newId<CartId>(cx.now())
  for (const variantId of variantIds) await addToCart(cx, { cartId, variantId, quantity: 1 })
  return cartId
}

/** A checkout of this cart, by bank transfer and relay delivery unless told. */
export const aCheckout = (cartId: CartId, wish: Partial<CheckoutRequest> = {}): CheckoutRequest => ({
  cartId,
  lang: 'fr',
  buyer: aBuyer,
  address: anAddress,
  deliveryMethod: 'relay',
  payment: { method: 'bank-transfer' },
  ...wish,
})

export type OrderWish = { readonly lines?: number; readonly isPaid?: boolean }

/** An order of `lines` fresh copies, paid unless told. */
export async function anOrder(
  cx: Cx,
  { lines = 1, isPaid = true }: OrderWish = {},
): Promise<{ orderId: OrderId; number: string; copies: readonly Copy[] }> {
  const copies: Copy[] = []
  for (let line = 0; line < lines; line++) copies.push(await aCopy(cx))
  const placed = await placeApiOrder(cx, {
    lang: 'fr',
    buyer: aBuyer,
    address: anAddress,
    lines: copies.map(({ variantId }) => ({ variantId, quantity: 1 })),
    deliveryMethod: 'relay',
    deliveryMinor: 510,
    isPaid,
  })
  return { orderId: placed.orderId, number: placed.number, copies }
}

/** Many graded copies of so many records at 25.00 €, in bulk: one by one they would take longer than the tests. */
export async function manyCopies(cx: Cx, count: number, records = count): Promise<VariantId[]> {
  const facts = Array.from({ length: records }, (_, index) => ({
    ...anyRecord,
    discogsReleaseId: index + 1,
    barcode: eanOf(index + 1),
    title: `Record ${index + 1}`,
  }))
  const productIds = await saveProducts(cx, facts)
  const graded = { condition: 'used', mediaGrade: 'VG+', sleeveGrade: 'VG', weightGrams: 250 } as const
  const variants = await addVariants(
    cx,
    Array.from({ length: Math.ceil(count / records) }, () => productIds)
      .flat()
      .slice(0, count)
      .map((productId) => ({ productId, ...graded })),
  )
  await setListPrices(
    cx,
    variants.map(({ id }) => ({ variantId: id, priceMinor: 2500, reason: 'test' })),
  )
  await ensurePlaces(cx, ['A-1'])
  await receiveUnits(
    cx,
    variants.map(({ id }) => ({ variantId: id, placeCode: 'A-1', quantity: 1 })),
  )
  return variants.map(({ id }) => id)
}

/** A number that ends in the check digit of GS1. */
function eanOf(number: number): string {
  const body = `200${String(number).padStart(9, '0')}`
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}
