import type { APIRoute } from 'astro'
import { Refusal } from '#kernel/refusal'
import { enterTyped } from '../model/enter-typed.ts'
import { pathOf } from '../paths.ts'

/** A promotion's code or a gift voucher's; the cart then says what it does. */
export const POST: APIRoute = async ({ request, locals, redirect }) => {
  const { lang, cart } = locals
  const home = pathOf('cart', lang)
  const text = String((await request.formData()).get('code') ?? '').slice(0, 60)
  if (!cart || text.trim() === '') return redirect(home, 303)
  try {
    await enterTyped(locals, { cartId: cart.id, text })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return redirect(`${home}?faute=${error.code}`, 303)
  }
  return redirect(home, 303)
}

export const GET: APIRoute = ({ locals, redirect }) => redirect(pathOf('cart', locals.lang), 303)
