import type { AstroCookies } from 'astro'
import type { CartId } from '#kernel/ids'

const name = 'etal_cart'
const keptSeconds = 7 * 86_400

/** The only cookie of the shop. The id cannot be guessed (74 random bits) and opens nothing but its own cart. */
export const keepCart = (cookies: AstroCookies, cartId: CartId, publicUrl: string): void =>
  cookies.set(name, cartId, {
    httpOnly: true,
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
    path: '/',
    maxAge: keptSeconds,
  })

export const dropCart = (cookies: AstroCookies): void => cookies.delete(name, { path: '/' })
