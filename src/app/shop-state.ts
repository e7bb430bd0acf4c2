import { getCookie } from 'hono/cookie'
import { isId, toId, type VariantId } from '#kernel/ids'
import { availability, cartHolder } from '#modules/stock'
import { suggest } from '#modules/storefront'
import type { Server } from '#platform/http'
import { isLang, translate } from '#platform/i18n'
import type { App } from './app.ts'

const variantsMax = 60
const textCharactersMax = 100

type State = 'free' | 'held' | 'sold' | 'yours'

/** What scripts ask while a page is open: are these copies still to be had, and what could this word become? */
export function mountShopState(server: Server, app: App): void {
  server.get('/shop-state', async (c) => {
    const ids = (c.req.query('v') ?? '').split(',').filter(isId).slice(0, variantsMax)
    const lang = isLang(c.req.query('lang')) ? c.var.lang : 'fr'
    const cartId = getCookie(c, 'etal_cart')
    const holder = cartId && isId(cartId) ? { holder: cartHolder(toId(cartId)) } : {}
    const stock = await availability(
      app.newCx(),
      ids.map((id) => toId<VariantId>(id)),
      holder,
    )
    const states = Object.fromEntries(
      [...stock].map(([id, { freeCount, yoursUntil, isSold }]) => {
        const state: State = yoursUntil ? 'yours' : freeCount > 0 ? 'free' : isSold ? 'sold' : 'held'
        return [id, { state, words: state === 'free' ? '' : translate(lang, `shop:availability.${state}`) }]
      }),
    )
    c.header('cache-control', 'no-store')
    return c.json(states)
  })
  server.get('/shop-suggest', async (c) => {
    const text = (c.req.query('q') ?? '').slice(0, textCharactersMax)
    c.header('cache-control', 'private, max-age=60')
    return c.json(await suggest(app.newCx(), text))
  })
}
