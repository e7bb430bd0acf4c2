import type { APIRoute } from 'astro'
import { endSessions } from '#modules/logins'
import { dropCart } from '../model/cart-cookie.ts'
import { leave } from '../model/session.ts'
import { pathOf } from '../paths.ts'

/** The session ends on the server; the cart waits for the next sign-in and is not left on this machine. */
export const POST: APIRoute = async ({ locals, cookies, redirect }) => {
  const { cx, customer, lang } = locals
  if (customer) {
    await endSessions(cx, customer, 'this')
    dropCart(cookies)
  }
  leave(cookies)
  return redirect(pathOf('home', lang), 303)
}

export const GET: APIRoute = ({ locals, redirect }) => redirect(pathOf('account', locals.lang), 303)
