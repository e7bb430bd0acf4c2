import { getCookie } from 'hono/cookie'
import { type CartId, isId, toId, type VariantId } from '#kernel/ids'
import { doubtPlace, townsOf } from '#modules/delivery'
import { type Availability, availability, cartHolder } from '#modules/stock'
import { suggest } from '#modules/storefront'
import { entriesOfCart } from '#modules/waiting'
import type { Server } from '#platform/http'
import { isLang, translate } from '#platform/i18n'
import type { App } from './app.ts'

const variantsMax = 60
const textCharactersMax = 100

type State = 'free' | 'held' | 'sold' | 'yours' | 'offer'

function stateOf({ freeCount, yoursUntil, isSold }: Availability): State {
  if (yoursUntil) return 'yours'
  if (freeCount > 0) return 'free'
  return isSold ? 'sold' : 'held'
}

/** What scripts ask while a page is open: are these copies still to be had, and what could this word become? */
export function mountShopState(server: Server, app: App): void {
  server.get('/shop-state', async (c) => {
    const ids = (c.req.query('v') ?? '').split(',').filter(isId).slice(0, variantsMax)
    const lang = isLang(c.req.query('lang')) ? c.var.lang : 'fr'
    const cartId = getCookie(c, 'etal_cart')
    const own = cartId && isId(cartId) ? toId<CartId>(cartId) : undefined
    const cx = app.newCx()
    const stock = await availability(
      cx,
      ids.map((id) => toId<VariantId>(id)),
      own ? { holder: cartHolder(own) } : {},
    )
    const offers = new Set(
      own
        ? (await entriesOfCart(cx, own)).flatMap((entry) => (entry.state === 'offered' ? [entry.variantId] : []))
        : [],
    )
    const states = Object.fromEntries(
      [...stock].map(([id, known]) => {
        const state = offers.has(id) ? 'offer' : stateOf(known)
        return [id, { state, words: state === 'free' ? '' : translate(lang, `shop:availability.${state}`) }]
      }),
    )
    c.header('cache-control', 'no-store')
    return c.json(states)
  })
  server.get('/shop-towns', async (c) => {
    const place = Object.fromEntries(
      ['country', 'postcode', 'city'].map((name) => [name, (c.req.query(name) ?? '').slice(0, textCharactersMax)]),
    )
    const { country = '', postcode = '', city = '' } = place
    const doubt = await doubtPlace({ country, postcode, city })
    c.header('cache-control', 'private, max-age=3600')
    return c.json({ towns: country === 'FR' ? await townsOf(postcode) : [], doubt: doubt ?? null })
  })
  server.get('/shop-suggest', async (c) => {
    const text = (c.req.query('q') ?? '').slice(0, textCharactersMax)
    c.header('cache-control', 'private, max-age=60')
    return c.json(await suggest(app.newCx(), text))
  })
}
