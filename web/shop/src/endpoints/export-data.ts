import type { APIRoute } from 'astro'
import { exportZip } from '#app/personal-data'
import { findLoginKey } from '#modules/logins'
import { readForm, signInAddress } from '../model/session.ts'
import { pathOf } from '../paths.ts'

/** Everything about the person who asks: signed in minutes ago, or shown by a link mailed to the address. */
export const POST: APIRoute = async ({ request, locals, redirect }) => {
  const { cx, lang, customer } = locals
  const key = (await readForm(request))('cle')
  const known = key === '' ? undefined : await findLoginKey(cx, key)
  if (known?.purpose === 'my-data') return zipAnswer(await exportZip(cx, { email: known.email }))
  if (key !== '') return redirect(pathOf('my-data', lang), 303)
  if (!customer?.isFresh) return redirect(signInAddress(locals, 'account-data'), 303)
  return zipAnswer(await exportZip(cx, { customerId: customer.customerId }))
}

const zipAnswer = (bytes: Uint8Array<ArrayBuffer>): Response =>
  new Response(bytes, {
    headers: { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="mes-donnees.zip"' },
  })

export const GET: APIRoute = ({ locals, redirect }) => redirect(pathOf('my-data', locals.lang), 303)
