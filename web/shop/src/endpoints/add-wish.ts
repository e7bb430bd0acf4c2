import type { APIRoute, AstroCookies } from 'astro'
import { z } from 'zod'
import type { ShopLocals } from '#app/shop'
import { isId, type ProductId, toId } from '#kernel/ids'
import { Refusal } from '#kernel/refusal'
import { facetNames } from '#modules/storefront'
import { askForAlerts, keepWish, turnOnAlerts, type Wanted } from '#modules/wishes'
import { speak } from '../model/context.ts'
import { facetWords } from '../model/facet-words.ts'
import { chosenOf, readSearch } from '../model/search-query.ts'
import { readForm } from '../model/session.ts'
import { ownList, rememberList, wishToken } from '../model/wish-list.ts'
import { pathOf } from '../paths.ts'

type Given = (name: string) => string

const emailSchema = z.email().max(200)

/** A product, an artist or a search goes on the visitor's list; with an address beside it, alerts are asked for in the same step. */
export const POST: APIRoute = async ({ request, locals, cookies, redirect }) => {
  const page = pathOf('wishes', locals.lang)
  const given = await readForm(request)
  const wanted = wantedOf(locals, given)
  if (!wanted) return redirect(page, 303)
  try {
    return redirect(`${page}?${await addWish({ locals, cookies, given }, wanted)}`, 303)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return redirect(`${page}?faute=${error.code}`, 303)
  }
}

type Visit = { readonly locals: ShopLocals; readonly cookies: AstroCookies; readonly given: Given }

/** Answers what the page is to say. */
async function addWish({ locals, cookies, given }: Visit, wanted: Wanted): Promise<string> {
  const { cx, lang, customer, ip, publicUrl, shop } = locals
  await ownList(locals, cookies)
  const wisher = { lang, ip, customerId: customer?.customerId, token: wishToken(cookies) }
  const list = await keepWish(cx, wisher, wanted)
  rememberList(cookies, list, publicUrl)
  if (given('alerts') !== 'on') return 'ajout'
  const wording = speak(locals).t('wishes:consent')
  if (customer) {
    await turnOnAlerts(cx, { list, wording })
    return 'ajout'
  }
  const email = emailSchema.safeParse(given('email'))
  if (!email.success) return 'ajout&adresse'
  await askForAlerts(cx, { token: list.token, email: email.data, wording, shopName: shop.shopName, ip })
  return 'ajout'
}

function wantedOf(locals: ShopLocals, given: Given): Wanted | undefined {
  const [productId, slug, query] = [given('productId'), given('artist'), given('query')]
  if (isId(productId))
    return { kind: 'product', productId: toId<ProductId>(productId), isAnyPressing: given('any') === 'on' }
  if (slug !== '') return { kind: 'artist', slug }
  if (query === '') return undefined
  const { text, filters } = readSearch(new URLSearchParams(query))
  return { kind: 'search', criteria: { text, filters }, label: searchWords(locals, query) }
}

/** « kind of blue, Vinyle, VG ou mieux »: the search as its reader sees it. */
function searchWords(locals: ShopLocals, query: string): string {
  const speech = speak(locals)
  const request = readSearch(new URLSearchParams(query))
  const chosen = chosenOf(request)
  const words = facetNames.flatMap((facet) => chosen[facet].map((value) => facetWords(speech, facet, value)))
  return [request.text, ...words].filter((word) => word !== '').join(', ')
}

export const GET: APIRoute = ({ locals, redirect }) => redirect(pathOf('wishes', locals.lang), 303)
