import type { APIRoute } from 'astro'
import { removeCode } from '#modules/promotions'
import { forgetVoucher, voucherCodeIn } from '#modules/vouchers'
import { pathOf } from '../paths.ts'

export const POST: APIRoute = async ({ request, locals, redirect }) => {
  const { cx, lang, cart } = locals
  const text = String((await request.formData()).get('code') ?? '').slice(0, 60)
  if (cart) await (voucherCodeIn(text) ? forgetVoucher(cx, cart.id) : removeCode(cx, { cartId: cart.id, text }))
  return redirect(pathOf('cart', lang), 303)
}

export const GET: APIRoute = ({ locals, redirect }) => redirect(pathOf('cart', locals.lang), 303)
