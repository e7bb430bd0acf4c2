import type { APIRoute } from 'astro'
import { isId } from '#kernel/ids'
import { Refusal } from '#kernel/refusal'
import { carts } from '#modules/orders'
import { dropCart } from '../model/cart-cookie.ts'
import { pathOf } from '../paths.ts'

/** An emptied cart is forgotten, unless its visitor waits for something: fast anonymous pages again. */
export const POST: APIRoute = async ({ request, locals, cookies, redirect }) => {
  const { cx, lang, cart, waiting } = locals
  const lineId = String((await request.formData()).get('lineId'))
  const home = pathOf('cart', lang)
  if (!cart || !isId(lineId)) return redirect(home, 303)
  try {
    await carts.remove(cx, { cartId: cart.id, lineId })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return redirect(`${home}?faute=${error.code}`, 303)
  }
  const left = [...cart.lines.map((line) => line.lineId), ...cart.gifts.map((gift) => gift.giftId)]
  if (waiting.length === 0 && left.every((id) => id === lineId)) dropCart(cookies)
  return redirect(home, 303)
}

export const GET: APIRoute = ({ locals, redirect }) => redirect(pathOf('cart', locals.lang), 303)
