import type { VariantId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import { shownCollections } from '#modules/collections'
import { currentTerms } from '#modules/legal'
import { askForLink, joinCarts, signInByLink } from '#modules/logins'
import { startThread } from '#modules/messages'
import { checkOut, placeApiOrder } from '#modules/orders'
import { priceQuote, requestQuote } from '#modules/quotes'
import { productPage, searchItems } from '#modules/storefront'
import { createToken } from '#modules/team'
import { addDays, parisDay } from '#platform/clock'
import type { Cx } from '#platform/cx'
import { type Lang, langs, type PageName, type PathParams, pageNames, paramNamesOf, pathOf } from '#platform/i18n'
import { aBuyer, aCart, aCheckout, anAddress } from './makers.ts'

/** A page of the shop with real parameters. `query` is what the page needs behind its path, with the question mark. */
type Front = { readonly cx: Cx; readonly address: string }
type Stop = { readonly params?: Partial<Record<Lang, PathParams>>; readonly query?: string }
/** By language. */
type Tour = Readonly<Record<string, readonly string[]>>

const text = {
  title: 'Comment nous notons',
  summary: 'En deux mots.',
  body: '## Le disque\n\nUn texte avec un [lien](/disques).',
}

/** What the pages with parameters show: one of everything, made where the demo has none. */
async function realStops({ cx, address }: Front): Promise<Partial<Record<PageName, Stop>>> {
  const { items } = await searchItems(cx, { text: 'miles davis kind of blue', filters: {}, sort: 'relevance', page: 1 })
  const shown = items.find(({ isLot, availability }) => !isLot && availability === 'free')
  if (!shown) throw new Error('the demo sells Kind of Blue')
  const { names } = await productPage(cx, shown.slug)
  const slugOf = (kind: 'artist' | 'label') =>
    everywhere({ slug: names.find((name) => name.kind === kind)?.slug ?? '' })
  const [cd, lentCd, quotedCd] = await freeCds(cx)
  const order = await anOrder(cx, cd)
  const quote = await aQuote(cx, quotedCd)
  const collections = await Promise.all(
    langs.map(async (lang) => [lang, (await shownCollections(cx, lang))[0]] as const),
  )
  const terms = await currentTerms(cx)
  return {
    collection: { params: Object.fromEntries(collections.map(([lang, shown]) => [lang, { slug: shown?.slug ?? '' }])) },
    complaint: { params: everywhere({ number: order.number }), query: `?cle=${order.accessToken}` },
    pay: { params: everywhere({ token: await aPayment(cx, lentCd) }) },
    quote: { params: everywhere({ number: quote.number }), query: `?cle=${quote.accessToken}` },
    'sign-in-link': { query: `?cle=${await aSignInKey(cx, 'ben@example.org')}` },
    'terms-version': { params: everywhere({ number: String(terms?.number ?? 'none') }) },
    product: { params: everywhere({ slug: shown.slug }) },
    question: { params: everywhere({ slug: shown.slug }) },
    artist: { params: slugOf('artist') },
    label: { params: slugOf('label') },
    order: { params: everywhere({ number: order.number }), query: `?cle=${order.accessToken}` },
    'return-sent': { params: everywhere({ number: order.number }), query: `?cle=${order.accessToken}` },
    thread: { params: everywhere({ key: await aThread(cx) }) },
    post: { params: everywhere({ slug: await anArticle({ cx, address }, 'post') }) },
    'content-page': { params: everywhere({ slug: await anArticle({ cx, address }, 'page') }) },
  }
}

const aThread = (cx: Cx): Promise<string> =>
  startThread(cx, {
    ip: '127.0.0.1',
    name: 'Ada',
    email: 'ada@example.org',
    lang: 'fr',
    subject: 'Question',
    body: 'Bonjour ?',
  })

const everywhere = (params: PathParams): Partial<Record<Lang, PathParams>> =>
  Object.fromEntries(langs.map((lang) => [lang, params]))

/** By the API, as an editor elsewhere would. The address follows the title; the second one with it gets a number. */
async function anArticle({ cx, address }: Front, kind: 'post' | 'page'): Promise<string> {
  const title = `${text.title} ${kind}`
  const { token } = await createToken(cx, { name: kind, scopes: ['content:write'] })
  const post = async (path: string, body: unknown): Promise<Response> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
    const answer = await fetch(`${address}/api/v1/articles${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const made = await post('', { kind, texts: { fr: { ...text, title }, en: { ...text, title } } })
  const { id }: { id: string } = await made.json()
  await post(`/${id}/publication`, {})
  return `comment-nous-notons-${kind}`
}

async function freeCds(cx: Cx): Promise<readonly [VariantId, VariantId, VariantId]> {
  const wanted = { text: '', filters: { medium: 'cd', kind: 'record' }, sort: 'price-up', page: 1 } as const
  const free = (await searchItems(cx, wanted)).items.filter(({ availability }) => availability === 'free')
  const [first, second, third] = free.map(({ variantId }) => variantId)
  invariant(first && second && third, 'the demo has three free CDs')
  return [first, second, third]
}

const anOrder = (cx: Cx, variantId: VariantId) =>
  placeApiOrder(cx, {
    lang: 'fr',
    buyer: aBuyer,
    address: anAddress,
    lines: [{ variantId, quantity: 1 }],
    deliveryMethod: 'pickup',
    deliveryMinor: 0,
    isPaid: true,
  })

/** A buyer who stands before the card form. */
async function aPayment(cx: Cx, variantId: VariantId): Promise<string> {
  const payment = { method: 'online', provider: 'stripe' } as const
  const progress = await checkOut(cx, aCheckout(await aCart(cx, [variantId]), { deliveryMethod: 'home', payment }))
  invariant(progress.kind === 'pay', 'the card is still to be typed')
  return progress.token
}

const head = { shopName: 'Étal', email: 'etal@example.org' }

async function aQuote(cx: Cx, variantId: VariantId) {
  const asked = { company: 'Café', buyer: aBuyer, lang: 'fr', wish: 'Du jazz.', wantedBy: null, lines: [] } as const
  const quote = await requestQuote(cx, asked, head)
  const offer = {
    lines: [{ variantId, quantity: 1, unitPriceMinor: 300 }],
    validUntil: addDays(parisDay(cx.now()), 7),
    deliveryMinor: 0,
    note: 'Prix d’ensemble.',
  }
  await priceQuote(cx, quote.quoteId, { offer, head })
  return quote
}

/** Pages that say more to somebody who is signed in and has a copy in the cart. */
const personal: ReadonlySet<PageName> = new Set([
  'cart',
  'checkout',
  'quote-request',
  'wishes',
  'account',
  'account-addresses',
  'account-data',
  'account-mails',
  'account-security',
])

/** What a mail to this address opens: the account, for who has not pressed the link yet. */
async function aSignInKey(cx: Cx, email: string): Promise<string> {
  await askForLink(cx, { email, lang: 'fr', next: 'account', ip: '127.0.0.1', shopName: 'Étal', purpose: 'sign-in' })
  const mail = await cx.db
    .selectFrom('mails')
    .select('bodyText')
    .where('recipient', '=', email)
    .where('bodyText', 'like', `%${pathOf('sign-in-link', 'fr')}%`)
    .executeTakeFirstOrThrow()
  return /cle=([\w-]+)/.exec(mail.bodyText)?.[1] ?? ''
}

/** Somebody with an account, an order and a cart: the cookies of that browser. */
async function aKnownBuyer(cx: Cx): Promise<Readonly<Record<string, string>>> {
  const outcome = await signInByLink(cx, { key: await aSignInKey(cx, aBuyer.email), device: 'test' })
  invariant(outcome.kind === 'signed-in', 'no second factor is asked')
  const [first] = await freeCds(cx)
  const cartId = await joinCarts(cx, outcome.customerId, { guestCartId: await aCart(cx, [first]), lang: 'fr' })
  invariant(cartId, 'the cart is theirs now')
  return { etal_customer: outcome.token, etal_cart: cartId }
}

/** Also these: a list with facets, one without results, an empty page's like, and an address nobody has. */
const more: Tour = Object.fromEntries(
  langs.map((lang) => [
    lang,
    [
      `${pathOf('list', lang)}?genre=Jazz&medium=vinyl`,
      `${pathOf('list', lang)}?medium=cd`,
      `${pathOf('list', lang)}?q=zzzzqqqq`,
      lang === 'fr' ? '/nulle-part' : `/${lang}/nowhere`,
    ],
  ]),
)

export type TourPlan = {
  readonly tour: Tour
  /** What to read with `cookies`, as somebody who is known here. */
  readonly personal: Tour
  readonly cookies: Readonly<Record<string, string>>
  readonly unknown: readonly PageName[]
}

/**
 * Every address of every page that can be read, by language. A page with parameters that this file does not know is named in
 * `unknown`: a test fails on it, so that no page goes unseen.
 */
export async function planTour(front: Front): Promise<TourPlan> {
  const stops = await realStops(front)
  const unknown = pageNames.filter((page) => paramNamesOf(page).length > 0 && !stops[page])
  const addressesIn = (lang: Lang): string[] => [
    ...pageNames
      .filter((page) => !unknown.includes(page))
      .map((page) => `${pathOf(page, lang, stops[page]?.params?.[lang])}${stops[page]?.query ?? ''}`),
    ...(more[lang] ?? []),
  ]
  const tourOf = (addresses: (lang: Lang) => string[]): Tour =>
    Object.fromEntries(langs.map((lang) => [lang, addresses(lang)]))
  return {
    tour: tourOf(addressesIn),
    personal: tourOf((lang) => [...personal].map((page) => pathOf(page, lang))),
    cookies: await aKnownBuyer(front.cx),
    unknown,
  }
}
