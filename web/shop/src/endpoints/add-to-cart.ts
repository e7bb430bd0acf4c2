import type { APIRoute } from 'astro'
import { type CartId, isId, newId, toId, type VariantId } from '#kernel/ids'
import { Refusal } from '#kernel/refusal'
import { addToCart } from '#modules/orders'
import { keepCart } from '../model/cart-cookie.ts'
import { pathOf } from '../paths.ts'

/** The copy goes into the cart, or the buyer goes back to its page and reads why not. */
export const POST: APIRoute = async ({ request, locals, cookies, redirect }) => {
  const { cx, lang, cart, publicUrl } = locals
  const form = await request.formData()
  const variantId = String(form.get('variantId'))
  const slug = String(form.get('slug'))
  if (!isId(variantId)) return redirect(pathOf('cart', lang), 303)
  const cartId = cart?.id ?? newId<CartId>(cx.now())
  try {
    await addToCart(cx, { cartId, variantId: toId<VariantId>(variantId), quantity: 1, lang })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return redirect(`${pathOf('product', lang, { slug })}?faute=${error.code}`, 303)
  }
  keepCart(cookies, cartId, publicUrl)
  return redirect(`${pathOf('cart', lang)}?ajout`, 303)
}

export const GET: APIRoute = ({ locals, redirect }) => redirect(pathOf('cart', locals.lang), 303)
