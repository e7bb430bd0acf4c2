import type { APIRoute } from 'astro'
import { type CartId, newId } from '#kernel/ids'
import { Refusal } from '#kernel/refusal'
import { takeOffer } from '#modules/waiting'
import { keepCart } from '../model/cart-cookie.ts'
import { pathOf } from '../paths.ts'

/** From the visitor's own page, or from the mail on another browser: the copy goes into the cart of the one who asks. */
export const POST: APIRoute = async ({ request, locals, cookies, redirect }) => {
  const { cx, lang, cart, publicUrl } = locals
  const token = String((await request.formData()).get('token'))
  const cartId = cart?.id ?? newId<CartId>(cx.now())
  try {
    await takeOffer(cx, { token, cartId })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return redirect(`${pathOf('waiting', lang)}?cle=${encodeURIComponent(token)}&faute=${error.code}`, 303)
  }
  keepCart(cookies, cartId, publicUrl)
  return redirect(`${pathOf('cart', lang)}?ajout`, 303)
}

export const GET: APIRoute = ({ locals, redirect }) => redirect(pathOf('waiting', locals.lang), 303)
