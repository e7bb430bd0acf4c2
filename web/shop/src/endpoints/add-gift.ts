import type { APIRoute } from 'astro'
import { type CartId, newId } from '#kernel/ids'
import { minorFromText } from '#kernel/money'
import { Refusal } from '#kernel/refusal'
import { addToCart } from '#modules/orders'
import { keepCart } from '../model/cart-cookie.ts'
import { readGift } from '../model/gift-form.ts'
import { pathOf } from '../paths.ts'

/** A gift voucher goes into the cart; what is wrong with the form comes back with its page. */
export const POST: APIRoute = async ({ request, locals, cookies, redirect }) => {
  const { cx, lang, cart, publicUrl } = locals
  const page = pathOf('gift-voucher', lang)
  const form = await request.formData()
  const gift = readGift(form)
  const amountMinor = minorFromText(String(form.get('amount') ?? ''))
  if (!gift || amountMinor === undefined) return redirect(`${page}?faute=request.invalid`, 303)
  const cartId = cart?.id ?? newId<CartId>(cx.now())
  try {
    await addToCart(cx, { cartId, gift: { ...gift, amountMinor }, lang })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return redirect(`${page}?faute=${error.code}`, 303)
  }
  keepCart(cookies, cartId, publicUrl)
  return redirect(`${pathOf('cart', lang)}?ajout`, 303)
}

export const GET: APIRoute = ({ locals, redirect }) => redirect(pathOf('gift-voucher', locals.lang), 303)
