import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { type CartId, isId, toId } from '#kernel/ids'
import { Refusal } from '#kernel/refusal'
import { findMoved } from '#modules/addresses'
import { type ConsentState, choiceCookie, consentState, hostsOf } from '#modules/consent'
import { findSignedIn, rememberCart, type SignedIn } from '#modules/logins'
import { type CartView, getCart } from '#modules/orders'
import type { Settings } from '#modules/team'
import { isPreviewKey, type Look, readDraft, themeTag } from '#modules/theme'
import { entriesOfCart, type WaitingView } from '#modules/waiting'
import type { Actor, Cx } from '#platform/cx'
import { type EdgeEnv, framedPolicy, limitBody, openedPolicy, type Server } from '#platform/http'
import { findPage, hasText, type Lang, langOfPath, translate } from '#platform/i18n'
import { createKeeper, type Keeper } from '#platform/kept'
import { onPurge } from '#platform/outbox'
import type { App } from './app.ts'
import { createPageCache, encodingFor, type PageCache, type RenderedPage } from './page-cache.ts'
import { hasPersonalCookie } from './personal-cookies.ts'
import { builtAddress } from './shop-address.ts'
import { currencyCookie, currencyInCookie, type ShownCurrency, shownCurrency } from './shop-currency.ts'
import { createShopFacts, type ShopFacts } from './shop-facts.ts'
import { mountShopFiles } from './shop-files.ts'
import { mountShopPictures } from './shop-pictures.ts'
import { mountShopShare } from './shop-share.ts'
import { mountShopState } from './shop-state.ts'
import { mountShopTrackers } from './shop-trackers.ts'

/** What every page of the shop is handed. */
export type ShopLocals = {
  readonly cx: Cx
  readonly lang: Lang
  /** What many pages say, asked once for all of them until it changes. */
  readonly facts: ShopFacts
  readonly shop: Settings
  readonly theme: ShopTheme
  readonly publicUrl: string
  readonly cartId: CartId | undefined
  readonly cart: CartView | undefined
  /** Who is signed in; a customer, never a member of the team. */
  readonly customer: SignedIn | undefined
  /** The visitor's network address, for limits. */
  readonly ip: string
  /** Copies this visitor waits for, or that are kept for them. */
  readonly waiting: readonly WaitingView[]
  /** Other people's trackers: what is asked, and what this reader has allowed. */
  readonly consent: ConsentState
  /** What the reader sees beside the euro, and what they may pick. */
  readonly currency: ShownCurrency | undefined
  readonly currencies: readonly string[]
  /** The order this cart has become, for a form that is sent twice. */
  readonly placed: CartView['order'] | undefined
  /** A refusal the buyer has just met, in words; it comes back in the address after a form. */
  readonly fault: string | undefined
  /** Pages add what they show; a page without tags is never cached. */
  readonly tags: Set<string>
  /** Pages add the moments at which what they show changes by the clock alone: a hold that ends, an offer. */
  readonly changesAt: Date[]
}

/** How the shop looks: as published, or as the office is working on it. */
type ShopTheme = { readonly look: Look; readonly cssKey: string; readonly isPreview: boolean }

type Renderer = (request: Request, locals: ShopLocals) => Promise<Response>
type Shop = { readonly app: App; readonly facts: ShopFacts; readonly render: Renderer }

/** What this process remembers of the shop. */
export type ShopMemory = { readonly pageCache: PageCache; readonly keeper: Keeper }

const cartCookie = 'etal_cart'
export const customerCookie = 'etal_customer'
const builtShop = join(import.meta.dirname, '../../dist/shop')
const cacheBytesMax = 64 * 1024 * 1024
/** Words of people; only a complaint brings photos. */
const formBytesMax = 200_000
const photosBytesMax = 30_000_000
const buyer: Actor = { id: 'buyer:shop', name: 'shop', permissions: new Set() }

/** Everything a list or a product page reads from its address; anything else (campaign marks) makes no new page. */
const pageParameters = new Set('q medium genre decade grade price format country kind sort page ref'.split(' '))

/**
 * The buyers' pages, at every address nobody else has taken. Anonymous pages come from the cache. A buyer with a cart
 * passes it by: nothing personal can leak into it, and the pages need no script to show what is hers.
 */
export function mountShop(server: Server, app: App, folder = builtShop): ShopMemory {
  const pageCache = createPageCache({ bytesMax: cacheBytesMax, nowMs: Date.now, onRender: app.metrics.observeRender })
  const keeper = createKeeper({ nowMs: Date.now })
  const shop = { app, facts: createShopFacts(keeper), render: rendererIn(folder) }
  const page = pageAnswerer(shop, pageCache)
  mountShopFiles(server, app)
  mountShopPictures(server, app)
  mountShopShare(server, app)
  mountShopState(server, app)
  mountShopTrackers(server, app)
  server.use(
    '/assets/*',
    serveStatic({
      root: join(folder, 'client'),
      onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
    }),
  )
  server.get('*', page)
  server.post('*', limitForms, page)
  return { pageCache, keeper }
}

const limitWords = limitBody(formBytesMax)
/** Photos too large together: the form is shown again and says so. */
const limitPhotos = limitBody(photosBytesMax, (c) => {
  const { pathname, searchParams } = new URL(c.req.url)
  searchParams.set('faute', 'request.too-large')
  return c.redirect(`${pathname}?${searchParams}`, 303)
})
const limitForms: typeof limitWords = (c, next) =>
  findPage(c.req.path)?.page === 'complaint' ? limitPhotos(c, next) : limitWords(c, next)

/** Keeps what this process remembers true: every committed change names the pages and facts it makes old. */
export async function listenForPurges(app: App, { pageCache, keeper }: ShopMemory): Promise<() => Promise<void>> {
  const stop = await onPurge(app.database, (tags) => {
    // Facts first: a page that is rendered after its purge must not hear an old one.
    keeper.forget(tags)
    if (tags === 'everything') pageCache.clear()
    else pageCache.forget(tags)
  })
  keeper.listen()
  return stop
}

function pageAnswerer(shop: Shop, cache: PageCache) {
  return async (c: Context<EdgeEnv>): Promise<Response> => {
    const url = new URL(c.req.url)
    if (c.req.method === 'GET' && /.\/$/.test(url.pathname)) return c.redirect(withoutSlash(url), 301)
    try {
      return isForEverybody(c, url)
        ? await answerCached(c, cache, (currency) => renderAnonymous(shop, { url: normalised(url), currency }))
        : await answerVisitor(c, shop)
    } catch (error) {
      if (error instanceof Refusal) throw error
      shop.app.log.error({ err: error, requestId: c.var.requestId, path: url.pathname }, 'the page failed')
      return answerFailure(shop, url)
    }
  }
}

const isForEverybody = (c: Context<EdgeEnv>, url: URL): boolean =>
  c.req.method === 'GET' &&
  !hasPersonalCookie(c.req.header('cookie')) &&
  !isPersonal(url) &&
  !isForMachines(url.pathname)

/** A page rendered for this one reader, past the cache. */
async function answerVisitor(c: Context<EdgeEnv>, shop: Shop): Promise<Response> {
  const url = new URL(c.req.url)
  const visitor = {
    cartId: cartIdOf(c),
    token: getCookie(c, customerCookie),
    ip: c.var.ip,
    choice: getCookie(c, choiceCookie),
    currency: currencyInCookie(getCookie(c, currencyCookie)),
  }
  const locals = await localsFor(shop, { url, requestId: c.var.requestId, visitor })
  const answer = await shop.render(new Request(builtAddress(url), c.req.raw), locals)
  const moved =
    answer.status === 404 && c.req.method === 'GET' ? await findMoved(locals.cx, 'path', url.pathname) : undefined
  if (moved) return c.redirect(moved, 301)
  answer.headers.set('cache-control', 'private, no-cache')
  const { allowed } = locals.consent
  // A payment page opens its own hosts only: no tracker looks on there.
  if (allowed.length > 0 && !answer.headers.has('content-security-policy'))
    answer.headers.set('content-security-policy', openedPolicy(hostsOf(allowed)))
  if (locals.theme.isPreview) answer.headers.set('content-security-policy', framedPolicy)
  return answer
}

const previewParameter = 'apercu'

/** What a key or a fault in the address opens is for one reader, a look nobody has published yet too. */
const isPersonal = ({ pathname, searchParams }: URL): boolean =>
  ['faute', 'cle', 'code', previewParameter].some((name) => searchParams.has(name)) ||
  /^(account|sign-in|cookies|wish)/.test(findPage(pathname)?.page ?? '')

/** The one form of an address; a double slash at its beginning would lead to another host. */
const withoutSlash = ({ pathname, search }: URL): string =>
  `${pathname.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')}${search}`

/** Sitemaps and feeds are made while they are sent: whole files in the page cache would push the pages out. */
const isForMachines = (path: string): boolean => /\.(xml|csv|txt|ics)$/.test(path)

function cartIdOf(c: Context): CartId | undefined {
  const value = getCookie(c, cartCookie)
  return value && isId(value) ? toId<CartId>(value) : undefined
}

/** Equal pages have one address, whatever order or campaign marks they were asked with. */
function normalised(url: URL): URL {
  const clean = new URL(url.pathname, url.origin)
  for (const [name, value] of [...url.searchParams].filter(([name]) => pageParameters.has(name)).toSorted(byText)) {
    clean.searchParams.append(name, value)
  }
  return clean
}

const byText = (a: [string, string], b: [string, string]): number => (a.join('=') < b.join('=') ? -1 : 1)

async function renderAnonymous(
  shop: Shop,
  { url, currency }: { readonly url: URL; readonly currency: string | undefined },
): Promise<RenderedPage> {
  const locals = await localsFor(shop, { url, visitor: { ...stranger, currency } })
  const answer = await shop.render(new Request(builtAddress(url)), locals)
  const moved = answer.status === 404 ? await findMoved(locals.cx, 'path', url.pathname) : undefined
  if (moved) return { status: 301, html: '', tags: new Set(), location: moved }
  const html = await answer.text()
  // The shop's name, hours and looks stand on every page.
  if (locals.tags.size > 0) locals.tags.add('shop')
  return {
    status: answer.status,
    html,
    tags: locals.tags.size === 0 ? locals.tags : locals.tags.union(new Set([themeTag, ...currencyTags(locals)])),
    freshUntil: earliest(locals.changesAt),
    location: answer.headers.get('location'),
  }
}

/** Every page offers the choice; rates stand only where a reader has made one. */
const currencyTags = ({ currency }: ShopLocals): string[] => (currency ? ['currencies', 'rates'] : ['currencies'])

const earliest = (moments: readonly Date[]): Date | undefined =>
  moments.toSorted((a, b) => a.getTime() - b.getTime())[0]

async function answerCached(
  c: Context<EdgeEnv>,
  cache: PageCache,
  render: (currency: string | undefined) => Promise<RenderedPage>,
): Promise<Response> {
  const url = normalised(new URL(c.req.url))
  const currency = currencyInCookie(getCookie(c, currencyCookie))
  const key = `${url.pathname}${url.search}${currency ? `#${currency}` : ''}`
  const page = await cache.find(key, () => render(currency))
  if (page.location) return c.redirect(page.location, isRedirect(page.status) ? page.status : 303)
  const headers: Record<string, string> = {
    'cache-control': 'private, no-cache',
    etag: page.etag,
    vary: 'accept-encoding, cookie',
  }
  if (page.links !== '') headers.link = page.links
  if (c.req.header('if-none-match') === page.etag) return new Response(null, { status: 304, headers })
  const encoding = encodingFor(c.req.header('accept-encoding'))
  if (encoding !== 'identity') headers['content-encoding'] = encoding
  headers['content-type'] = 'text/html; charset=utf-8'
  return new Response(await page.bytesAs(encoding), { status: page.status, headers })
}

const isRedirect = (status: number): status is 301 | 302 | 303 | 307 | 308 => [301, 302, 303, 307, 308].includes(status)

type Visitor = {
  readonly cartId: CartId | undefined
  readonly token: string | undefined
  readonly ip: string
  readonly choice?: string | undefined
  readonly currency?: string | undefined
}
const stranger: Visitor = { cartId: undefined, token: undefined, ip: '' }

type Asked = { readonly url: URL; readonly requestId?: string; readonly visitor?: Visitor }

async function localsFor(
  { app, facts }: Shop,
  { url, requestId = '', visitor = stranger }: Asked,
): Promise<ShopLocals> {
  const customer = visitor.token === undefined ? undefined : await findSignedIn(app.newCx(buyer), visitor.token)
  const cx = app.newCx(customer ? actorOf(customer) : buyer, requestId)
  const lang = langOfPath(url.pathname)
  const cartId = visitor.cartId ?? customer?.cartId ?? undefined
  const cart = cartId && (await findCart(cx, cartId))
  const isOpen = cart !== undefined && cart.order === null
  if (customer && isOpen && cart.id !== customer.cartId) await rememberCart(cx, customer.customerId, cart.id)
  const rates = await facts.rates(cx)
  const offer = rates && rates.endsAt > cx.now() ? rates : undefined
  return {
    cx,
    lang,
    facts,
    shop: await facts.settings(cx),
    theme: await themeFor(cx, facts, url),
    publicUrl: app.config.publicUrl,
    cartId: cart && cartId,
    cart: isOpen ? cart : undefined,
    customer,
    ip: visitor.ip,
    waiting: cartId && isOpen ? await entriesOfCart(cx, cartId) : [],
    consent: consentState(await facts.trackers(cx), visitor.choice),
    currency: shownCurrency(offer, visitor.currency),
    currencies: offer?.rates.map(({ currency }) => currency) ?? [],
    placed: cart?.order ?? undefined,
    fault: faultText(lang, url.searchParams.get('faute')),
    tags: new Set(),
    changesAt: offer ? [offer.endsAt] : [],
  }
}

/** Rights in the office come from the team's own sessions; a customer has none there. */
const actorOf = ({ customerId, name }: SignedIn): Actor => ({
  id: `customer:${customerId}`,
  name,
  permissions: new Set(),
})

async function themeFor(cx: Cx, facts: ShopFacts, url: URL): Promise<ShopTheme> {
  const isPreview = isPreviewKey(cx, url.searchParams.get(previewParameter) ?? '')
  const { look, cssKey } = isPreview ? await readDraft(cx) : await facts.look(cx)
  return { look, cssKey, isPreview }
}

async function findCart(cx: Cx, cartId: CartId): Promise<CartView | undefined> {
  return getCart(cx, cartId).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'cart.not-found') return undefined
    throw error
  })
}

function faultText(lang: Lang, code: string | null): string | undefined {
  if (!code) return undefined
  const key = [`shop:refusal.${code.replaceAll('.', '-')}`, `refusals:${code}`].find((candidate) =>
    hasText(lang, candidate),
  )
  return translate(lang, key ?? 'shop:refusal.unknown')
}

async function answerFailure(shop: Shop, url: URL): Promise<Response> {
  const locals = await localsFor(shop, { url })
  const answer = await shop.render(new Request(new URL('/500', url)), locals)
  return new Response(answer.body, { status: 500, headers: answer.headers })
}

/** Loads the built pages at the first request; the build may finish after the server has started. */
function rendererIn(folder: string): Renderer {
  const entry = join(folder, 'server/entry.mjs')
  let loading: Promise<Renderer> | undefined
  const load = async (): Promise<Renderer> => {
    const built: { render: Renderer } = await import(entry)
    return built.render
  }
  return async (request, locals) => {
    if (!loading && !existsSync(entry))
      return new Response('The shop is not built yet: npm run build\n', { status: 503 })
    loading ??= load()
    return (await loading)(request, locals)
  }
}
