import type { APIRoute } from 'astro'
import { z } from 'zod'
import { isId, toId, type VariantId } from '#kernel/ids'
import { Refusal } from '#kernel/refusal'
import { carts } from '#modules/orders'
import { joinLine } from '#modules/waiting'
import { keepCart } from '../model/cart-cookie.ts'
import { pathOf } from '../paths.ts'

const emailSchema = z.email().max(200)

/** A place in the line; the cart's cookie shows it on this browser, the mail everywhere else. */
export const POST: APIRoute = async ({ request, locals, cookies, redirect }) => {
  const { cx, lang, cart, publicUrl } = locals
  const form = await request.formData()
  const [variantId, slug, sku] = ['variantId', 'slug', 'sku'].map((name) => String(form.get(name)))
  const product = `${pathOf('product', lang, { slug: slug ?? '' })}?ref=${encodeURIComponent(sku ?? '')}`
  const email = emailSchema.safeParse(String(form.get('lineEmail')).trim())
  if (!variantId || !isId(variantId)) return redirect(pathOf('waiting', lang), 303)
  if (!email.success) return redirect(`${product}&faute=waiting.email`, 303)
  try {
    const cartId = cart?.id ?? (await carts.open(cx, { lang }))
    await joinLine(cx, { variantId: toId<VariantId>(variantId), cartId, email: email.data, lang })
    keepCart(cookies, cartId, publicUrl)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return redirect(`${product}&faute=${error.code}`, 303)
  }
  return redirect(`${pathOf('waiting', lang)}?place`, 303)
}

export const GET: APIRoute = ({ locals, redirect }) => redirect(pathOf('waiting', locals.lang), 303)
