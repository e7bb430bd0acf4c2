import type { APIRoute } from 'astro'
import { Refusal } from '#kernel/refusal'
import { carts } from '#modules/orders'
import { lineLengths } from '#modules/waiting'
import { pathOf } from '../paths.ts'

/** Ten more minutes because the buyer asked; not for a copy that somebody is in line for. */
export const POST: APIRoute = async ({ locals, redirect }) => {
  const { cx, lang, cart } = locals
  const home = pathOf('cart', lang)
  if (!cart) return redirect(home, 303)
  const waiting = await lineLengths(
    cx,
    cart.lines.map(({ variantId }) => variantId),
  )
  try {
    await carts.prolong(cx, { cartId: cart.id, awaited: new Set(waiting.keys()) })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return redirect(`${home}?faute=${error.code}`, 303)
  }
  return redirect(`${home}?${waiting.size > 0 ? 'attendu' : 'garde'}`, 303)
}

export const GET: APIRoute = ({ locals, redirect }) => redirect(pathOf('cart', locals.lang), 303)
