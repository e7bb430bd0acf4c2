import type { AstroCookies } from 'astro'
import type { ShopLocals } from '#app/shop'
import { Refusal } from '#kernel/refusal'
import { joinCarts, type NextPage, nextPages, type SignInOutcome } from '#modules/logins'
import { hasText, translate } from '#platform/i18n'
import { pathOf } from '../paths.ts'
import { keepCart } from './cart-cookie.ts'

const sessionCookie = 'etal_customer'
const stepCookie = 'etal_customer_step'
const sessionSeconds = 30 * 86_400
const stepSeconds = 600

const optionsFor = (publicUrl: string, maxAge: number) => ({
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: publicUrl.startsWith('https:'),
  path: '/',
  maxAge,
})

/** Who just proved it gets the session and their cart; whoever owes a second factor keeps the key to it meanwhile. Answers where to go. */
export async function letIn(locals: ShopLocals, cookies: AstroCookies, outcome: SignInOutcome): Promise<string> {
  const { cx, lang, publicUrl, cart } = locals
  if (outcome.kind === 'second-factor') {
    cookies.set(stepCookie, outcome.key, optionsFor(publicUrl, stepSeconds))
    return pathOf('sign-in-code', lang)
  }
  cookies.set(sessionCookie, outcome.token, optionsFor(publicUrl, sessionSeconds))
  cookies.delete(stepCookie, { path: '/' })
  const cartId = await joinCarts(cx, outcome.customerId, { guestCartId: cart?.id, lang })
  if (cartId) keepCart(cookies, cartId, publicUrl)
  return pathOf(nextPage(outcome.next), lang)
}

export const secondFactorKey = (cookies: AstroCookies): string => cookies.get(stepCookie)?.value ?? ''

export const leave = (cookies: AstroCookies): void => cookies.delete(sessionCookie, { path: '/' })

/** Only pages of the list: an address in a form never leads off the shop. */
export const nextPage = (asked: string): NextPage => nextPages.find((page) => page === asked) ?? 'account'

export const signInAddress = ({ lang }: Pick<ShopLocals, 'lang'>, next: NextPage): string =>
  `${pathOf('sign-in', lang)}?next=${next}`

/** What was sent, trimmed and cut; empty for a page that is only read. */
export async function readForm(request: Request): Promise<(name: string) => string> {
  const form = request.method === 'POST' ? await request.formData() : undefined
  return (name) => {
    const value = form?.get(name)
    return typeof value === 'string' ? value.trim().slice(0, 500) : ''
  }
}

export type Attempt<T> =
  | { readonly value: T; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: string }

/** The answer, or the refusal in the reader's words. */
export async function attempt<T>({ lang }: Pick<ShopLocals, 'lang'>, work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const key = `refusals:${error.code}`
    return { fault: translate(lang, hasText(lang, key) ? key : 'shop:refusal.unknown', dataOf(error)) }
  }
}

const dataOf = ({ data }: Refusal): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(data).filter((entry): entry is [string, string | number] =>
      /^(string|number)$/.test(typeof entry[1]),
    ),
  )

export const deviceOf = (request: Request): string => (request.headers.get('user-agent') ?? '').slice(0, 200)

/** `Firefox · Linux` out of what a browser says of itself: enough to recognise one's own devices. */
export function deviceWords(userAgent: string): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(userAgent)?.[1] ?? ''
  const system = /(iPhone|iPad|Android|Windows|Mac OS X|Linux)/.exec(userAgent)?.[1] ?? ''
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' }
  return (
    [browser, system]
      .filter(Boolean)
      .map((name) => names[name] ?? name)
      .join(' · ') || '–'
  )
}
