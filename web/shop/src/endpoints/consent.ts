import type { APIRoute } from 'astro'
import { optOutCookie } from '#modules/audience'
import { choiceCookie, choiceKeptSeconds, chooseTrackers, purposes } from '#modules/consent'
import { pathOf } from '../paths.ts'

const monthSeconds = 30 * 86_400

/** Keeps what a reader chose: all, none, or the purposes ticked; or whether to be counted. Then back to the page they were on. */
export const POST: APIRoute = async ({ request, locals, cookies, redirect }) => {
  const { cx, lang, ip, publicUrl } = locals
  const form = await request.formData()
  const choice = String(form.get('choice'))
  const kept = { path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') } as const
  if (choice === 'uncounted') cookies.set(optOutCookie, 'non', { ...kept, maxAge: 13 * monthSeconds })
  else if (choice === 'counted') cookies.delete(optOutCookie, { path: '/' })
  else {
    const ticked = form.getAll('purpose').map(String)
    const accepted =
      choice === 'all' ? purposes : choice === 'some' ? purposes.filter((known) => ticked.includes(known)) : []
    cookies.set(choiceCookie, await chooseTrackers(cx, { accepted, lang, ip }), { ...kept, maxAge: choiceKeptSeconds })
  }
  return redirect(backOf(String(form.get('back') ?? ''), pathOf('cookies', lang)), 303)
}

/** Only to a page of ours. */
const backOf = (path: string, otherwise: string): string => (/^\/(?![/\\])/.test(path) ? path : otherwise)

export const GET: APIRoute = ({ locals, redirect }) => redirect(pathOf('cookies', locals.lang), 303)
