import type { APIRoute } from 'astro'
import { isId } from '#kernel/ids'
import { listReturns, markSentBack } from '#modules/returns'
import { findOwnOrder } from '../model/find-order.ts'
import { attempt, readForm } from '../model/session.ts'
import { pathOf } from '../paths.ts'

/** The buyer has sent the goods back: only whoever may read the order, and only a return of this very order. */
export const POST: APIRoute = async ({ request, locals, params, redirect }) => {
  const { cx, lang } = locals
  const given = await readForm(request)
  const order = await findOwnOrder(locals, { key: given('cle'), number: params.number ?? '' })
  if (!order) return redirect(pathOf('find-order', lang), 303)
  const { items } = await listReturns(cx, { orderId: order.id })
  const found = items.find(({ id }) => isId(given('returnId')) && id === given('returnId'))
  const parcel = { carrier: given('carrier').slice(0, 40), trackingNumber: given('trackingNumber').slice(0, 60) }
  if (found) await attempt(locals, () => markSentBack(cx, { returnId: found.id, ...parcel }))
  return redirect(`${pathOf('order', lang, { number: order.number })}?cle=${order.accessToken}&renvoye`, 303)
}

export const GET: APIRoute = ({ locals, redirect }) => redirect(pathOf('find-order', locals.lang), 303)
