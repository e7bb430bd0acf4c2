import type { APIRoute } from 'astro'
import { Refusal } from '#kernel/refusal'
import { leaveLine } from '#modules/waiting'
import { pathOf } from '../paths.ts'

export const POST: APIRoute = async ({ request, locals, redirect }) => {
  const { cx, lang } = locals
  const token = String((await request.formData()).get('token'))
  try {
    await leaveLine(cx, { token })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return redirect(`${pathOf('waiting', lang)}?faute=${error.code}`, 303)
  }
  return redirect(`${pathOf('waiting', lang)}?cle=${encodeURIComponent(token)}`, 303)
}

export const GET: APIRoute = ({ locals, redirect }) => redirect(pathOf('waiting', locals.lang), 303)
