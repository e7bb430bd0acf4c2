import type { KyselyPlugin, RawNode } from 'kysely'
import { OperationNodeTransformer } from 'kysely'
import { createApp } from '#app/app'
import { createWeb } from '#app/web'
import type { CartId, VariantId } from '#kernel/ids'
import { createPromotion, enterCode, movePromotion } from '#modules/promotions'
import { issueVoucher, presentVoucher } from '#modules/vouchers'
import { readConfig } from '#platform/config'
import type { Cx, Outside } from '#platform/cx'
import { type Database, sql } from '#platform/db'
import { silentLog } from '#platform/log'
import { aBuyer, aCart, aCopy, anAddress, someGoods } from './makers.ts'

/**
 * The three attacks of "ACIDRain: Concurrency-Related Attacks on Database-Backed Web Applications" (Warszawski and Bailis,
 * SIGMOD 2017) against the real routes: the same requests at the same moment, and afterwards a look at what must never be.
 */
export type Target = { readonly cx: Cx; post(path: string, body: unknown): Promise<number> }

export function openTarget(database: Database, { outside, now }: { outside: Outside; now: () => Date }): Target {
  const config = readConfig({ ETAL_SECRET: 'a-secret-for-tests-that-is-long-enough', ETAL_RATE_LIMITS: 'off' })
  const app = createApp({ config, database, log: silentLog, outside, now })
  const { server } = createWeb(app)
  return {
    cx: app.newCx(),
    post: async (path, body) => {
      const answer = await server.request(`/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (answer.status >= 500) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`)
      return answer.status
    },
  }
}

const attackers = 8
const crowd = Array.from({ length: attackers }, (_, index) => index)
const checkout = (email = aBuyer.email) => ({
  buyer: { ...aBuyer, email },
  address: anAddress,
  deliveryMethod: 'relay',
  payment: { method: 'bank-transfer' },
})

/** Inventory: eight buyers want three pieces. Answers how many pieces were sold twice. */
export async function attackInventory({ cx, post }: Target): Promise<number> {
  const { variantId, unitIds } = await someGoods(cx, { quantity: 3 })
  const lines = { lines: [{ variantId, quantity: 1 }] }
  const carts = await Promise.all(crowd.map(() => aCart(cx, [])))
  await Promise.all(carts.map((cartId) => post(`/carts/${cartId}/lines`, { ...lines.lines[0] })))
  await Promise.all(carts.map((cartId) => post(`/carts/${cartId}/checkout`, checkout())))
  const { rows } = await sql<{ sold: number }>`
    select coalesce(sum(l.quantity), 0)::int as sold from order_lines l where l.variant_id = ${variantId}`.execute(
    cx.db,
  )
  return Math.max(0, (rows[0]?.sold ?? 0) - unitIds.length)
}

/** Voucher: 30 € in eight carts of 25 €, ordered at once. Answers the cents that were spent and never paid for. */
export async function attackVoucher({ cx, post }: Target): Promise<number> {
  const voucherId = await issueVoucher(cx, { amountMinor: 3000, lang: 'fr', reference: 'office' })
  const { rows } = await sql<{ code: string }>`select code from vouchers where id = ${voucherId}`.execute(cx.db)
  const carts = await Promise.all(crowd.map(() => aFilledCart(cx)))
  for (const [index, cartId] of carts.entries())
    await presentVoucher(cx, { cartId, text: rows[0]?.code ?? '', from: `attacker ${index}` })
  await Promise.all(carts.map((cartId) => post(`/carts/${cartId}/checkout`, checkout())))
  const spent = await sql<{ minor: number }>`
    select -coalesce(sum(amount_minor), 0)::int as minor from voucher_entries where voucher_id = ${voucherId} and kind = 'redeemed'`.execute(
    cx.db,
  )
  return Math.max(0, (spent.rows[0]?.minor ?? 0) - 3000)
}

let codes = 0

/** Voucher, the other kind: a code for one first order, used by one buyer in eight carts at once. Answers the uses too many. */
export async function attackCode({ cx, post }: Target): Promise<number> {
  const code = `FIRST${++codes}`
  const promotionId = await createPromotion(cx, {
    names: { fr: code, en: code },
    code,
    effect: { kind: 'basket-off', amountMinor: 500 },
    terms: { isFirstOrderOnly: true, usesPerCustomerMax: 1 },
  })
  await movePromotion(cx, promotionId, 'active')
  const carts = await Promise.all(crowd.map(() => aFilledCart(cx)))
  for (const [index, cartId] of carts.entries()) await enterCode(cx, { cartId, text: code, from: `attacker ${index}` })
  const buyer = `${code.toLowerCase()}@example.org`
  await Promise.all(carts.map((cartId) => post(`/carts/${cartId}/checkout`, checkout(buyer))))
  const { rows } = await sql<{ uses: number }>`
    select count(*)::int as uses from promotion_uses where promotion_id = ${promotionId} and released_at is null`.execute(
    cx.db,
  )
  return Math.max(0, (rows[0]?.uses ?? 0) - 1)
}

/** Cart: things are added while the cart is ordered. Answers the lines of ordered carts that their orders do not know. */
export async function attackCart({ cx, post }: Target): Promise<number> {
  const first = await aCopy(cx)
  const more = await Promise.all(crowd.map(() => aCopy(cx)))
  const cartId = await aCart(cx, [first.variantId])
  await Promise.all([
    ...more.slice(0, 4).map(({ variantId }) => post(`/carts/${cartId}/lines`, { variantId })),
    post(`/carts/${cartId}/checkout`, checkout()),
    ...more.slice(4).map(({ variantId }) => post(`/carts/${cartId}/lines`, { variantId })),
  ])
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from cart_lines c join carts on carts.id = c.cart_id
    where c.cart_id = ${cartId} and carts.order_id is not null and not exists (
      select 1 from order_lines l where l.order_id = carts.order_id and l.variant_id = c.variant_id and l.quantity = c.quantity)`.execute(
    cx.db,
  )
  return rows[0]?.count ?? 0
}

async function aFilledCart(cx: Cx): Promise<CartId> {
  const copy: { variantId: VariantId } = await aCopy(cx, { priceMinor: 2500 })
  return aCart(cx, [copy.variantId])
}

/** Takes the row locks out of statements: look first, then write, as shops do that were found vulnerable. */
export const withoutRowLocks: KyselyPlugin = {
  transformQuery: ({ node }) => stripper.transformNode(node),
  transformResult: async ({ result }) => result,
}

const cartTouch = ['update carts set updated_at = ', ' where id = ', ' returning id, order_id']
const cartLook = ['select id, order_id from carts where coalesce(', '::timestamptz, now()) is not null and id = ', '']

class LockStripper extends OperationNodeTransformer {
  protected override transformRaw(node: RawNode): RawNode {
    const raw = super.transformRaw(node)
    const isTouch = cartTouch.every((fragment, index) => raw.sqlFragments[index] === fragment)
    if (isTouch) return { ...raw, sqlFragments: cartLook }
    return { ...raw, sqlFragments: raw.sqlFragments.map((text) => text.replace(/\bfor update( of v)?$/, '')) }
  }
}
const stripper = new LockStripper()

/** Vouchers as a shop without the promise would keep them: read the balance, then write it; and nothing refuses less than zero. */
export const naiveVouchers = `
  alter table vouchers drop constraint vouchers_balance;
  alter table voucher_entries drop constraint voucher_entries_balance_minor_check;
  create or replace function move_voucher(p_voucher_id uuid, p_kind text, p_amount_minor integer, p_reference text, p_at timestamptz, p_actor text)
  returns integer language plpgsql as $$
  declare v_balance integer;
  begin
    select balance_minor + p_amount_minor into v_balance from vouchers where id = p_voucher_id;
    if v_balance < 0 then return null; end if;
    update vouchers set balance_minor = v_balance where id = p_voucher_id;
    insert into voucher_entries (voucher_id, kind, amount_minor, balance_minor, reference, at, actor)
    values (p_voucher_id, p_kind, p_amount_minor, v_balance, p_reference, p_at, p_actor);
    return v_balance;
  end $$;`
