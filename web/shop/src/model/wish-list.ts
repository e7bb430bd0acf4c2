import type { AstroCookies } from 'astro'
import type { ShopLocals } from '#app/shop'
import { adoptList, findOwnList, type WishList } from '#modules/wishes'

const name = 'etal_envies'
const keptSeconds = 396 * 86_400

export const wishToken = (cookies: AstroCookies): string | undefined => cookies.get(name)?.value.slice(0, 40)

/** The token cannot be guessed and opens nothing but the list. Set when something was wished, never before. */
export function rememberList(cookies: AstroCookies, { token, customerId }: WishList, publicUrl: string): void {
  if (customerId !== null) return
  cookies.set(name, token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
    path: '/',
    maxAge: keptSeconds,
  })
}

/** The list of the account, or of this browser; what the browser kept before its reader signed in moves to the account first. */
export async function ownList(
  { cx, customer, lang }: ShopLocals,
  cookies: AstroCookies,
): Promise<WishList | undefined> {
  const token = wishToken(cookies)
  if (customer && token !== undefined) {
    await adoptList(cx, { token, customerId: customer.customerId, lang })
    cookies.delete(name, { path: '/' })
  }
  return findOwnList(cx, customer ? { customerId: customer.customerId } : { token })
}
