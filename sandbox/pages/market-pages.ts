import { type Context, Hono } from 'hono'
import { contentSecurityPolicy } from './layout.ts'
import { livePart, type MarketView, marketPage } from './market-page.ts'
import type { Purchase, Shelf } from './shelf.ts'
import { languageOf, say } from './words.ts'

/** What a person sees at `/discogs/` and `/ebay/`, and the door through which people, tests and benchmarks buy. */
export function marketPages(shelf: Shelf): Hono {
  const app = new Hono()

  const show = (c: Context) => {
    c.header('Content-Security-Policy', contentSecurityPolicy)
    const view = viewOf(c)
    if (c.req.query('part') === 'live') return c.html(livePart(shelf, view))
    const order = c.req.query('bought')
    const notice =
      order === undefined ? {} : { notice: { kind: 'good' as const, text: say(view.lang, 'bought', { order }) } }
    return c.html(marketPage(shelf, { ...view, ...notice }))
  }
  app.get('/', show)

  app.post('/_buy/:listing', (c) => {
    const purchase = shelf.buy(c.req.param('listing'))
    const wantsPage = c.req.header('accept')?.includes('text/html')
    return wantsPage ? answerPerson(c, shelf, purchase) : answerProgram(c, purchase)
  })
  return app
}

function answerPerson(c: Context, shelf: Shelf, purchase: Purchase) {
  const view = viewOf(c)
  if (purchase.kind === 'bought') {
    return c.redirect(`/${shelf.vendor}/?${new URLSearchParams({ lang: view.lang, bought: purchase.order })}`, 303)
  }
  const words = purchase.reason === 'unknown' ? 'refusedUnknown' : 'refusedNotForSale'
  const text = say(view.lang, words, { vendor: shelf.name, message: purchase.message })
  c.header('Content-Security-Policy', contentSecurityPolicy)
  return c.html(marketPage(shelf, { ...view, notice: { kind: 'bad', text } }), statusOf(purchase.reason))
}

const answerProgram = (c: Context, purchase: Purchase) =>
  purchase.kind === 'bought'
    ? c.json({ order: purchase.order }, 201)
    : c.json({ reason: purchase.reason, message: purchase.message }, statusOf(purchase.reason))

const statusOf = (reason: 'unknown' | 'not-for-sale'): 404 | 409 => (reason === 'unknown' ? 404 : 409)

const viewOf = (c: Context): MarketView => ({
  lang: languageOf({ asked: c.req.query('lang'), accepted: c.req.header('accept-language') }),
  text: (c.req.query('q') ?? '').trim().slice(0, 100),
  isForSaleOnly: c.req.query('all') !== '1',
  page: positive(c.req.query('page'), 1),
  refreshSeconds: positive(c.req.query('refresh'), 0),
})

const positive = (text: string | undefined, fallback: number): number =>
  text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : fallback
