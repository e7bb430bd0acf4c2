import type { APIRoute } from 'astro'
import { currencyCookie } from '#app/shop-currency'
import { pathOf } from '../paths.ts'

const keptSeconds = 182 * 86_400

/** Keeps the currency a reader wants to see beside the euro, or forgets it; then back to the page they were on. */
export const POST: APIRoute = async ({ request, locals, cookies, redirect }) => {
  const { currencies, lang, publicUrl } = locals
  const form = await request.formData()
  const wanted = String(form.get('currency'))
  const kept = { path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') } as const
  if (currencies.includes(wanted)) cookies.set(currencyCookie, wanted, { ...kept, maxAge: keptSeconds })
  else cookies.delete(currencyCookie, { path: '/' })
  const referer = request.headers.get('referer') ?? ''
  const came = URL.canParse(referer) ? new URL(referer) : undefined
  // The page with its filters; the form's own address where a browser does not tell.
  const back =
    came?.host === new URL(publicUrl).host ? `${came.pathname}${came.search}` : String(form.get('back') ?? '')
  return redirect(/^\/(?![/\\])/.test(back) ? back : pathOf('home', lang), 303)
}

export const GET: APIRoute = ({ locals, redirect }) => redirect(pathOf('home', locals.lang), 303)
