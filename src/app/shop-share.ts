import { Refusal } from '#kernel/refusal'
import {
  homePage,
  type ItemCard,
  namePage,
  productPage,
  type ShareCard,
  type ShareSleeve,
  searchItems,
  sharePicture,
} from '#modules/storefront'
import { getSettings } from '#modules/team'
import type { Cx } from '#platform/cx'
import type { Server } from '#platform/http'
import { type Lang, langs, translate } from '#platform/i18n'
import type { App } from './app.ts'

/** What is shown may be sold tomorrow, and a title corrected: another picture is drawn then. */
const oneDay = 'public, max-age=86400'
type Subject = { readonly cx: Cx; readonly lang: Lang; readonly slug: string }
type Words = Omit<ShareCard, 'shopName'>

/** The pictures that go along when a page is shared: `/share/en/product/kind-of-blue.jpg`. What is not there has none. */
export function mountShopShare(server: Server, app: App): void {
  server.get('/share/:lang/:kind/:slug{[a-z0-9-]+\\.jpg}', async (c) => {
    const { lang, kind, slug } = c.req.param()
    const words = wordsOf[kind]
    const known = langs.find((each) => each === lang)
    if (!words || !known) return c.notFound()
    const cx = app.newCx()
    const found = await words({ cx, lang: known, slug: slug.slice(0, -'.jpg'.length) }).catch(unlessUnknown)
    if (!found) return c.notFound()
    const { shopName } = await getSettings(cx)
    const bytes = await sharePicture(cx, { ...found, shopName })
    return c.body(bytes, 200, { 'content-type': 'image/jpeg', 'cache-control': oneDay })
  })
}

const unlessUnknown = (error: unknown): undefined => {
  if (error instanceof Refusal) return undefined
  throw error
}

const wordsOf: Readonly<Record<string, (subject: Subject) => Promise<Words>>> = {
  home: async ({ cx }) => {
    const { tagline, shopName } = await getSettings(cx)
    const { rare, arrivals } = await homePage(cx)
    return { heading: tagline || shopName, line: '', sleeves: sleevesOf([...rare, ...arrivals]) }
  },
  list: async ({ cx, lang, slug }) => {
    const medium = (['vinyl', 'cd', 'cassette'] as const).find((known) => known === slug)
    const { items } = await searchItems(cx, { text: '', filters: { medium }, sort: 'newest', page: 1 })
    return {
      heading: translate(lang, medium ? `shop:medium.${medium}` : 'shop:list.title'),
      line: '',
      sleeves: sleevesOf(items),
    }
  },
  product: async ({ cx, slug }) => {
    const { product, chosen } = await productPage(cx, slug)
    const { id, artist, title } = product
    const photoKey = chosen.facts.photos[0]?.fileKey ?? null
    return { heading: title, line: artist, sleeves: [{ seed: id, artist, title, photoKey }] }
  },
  artist: (subject) => nameWords(subject, 'artist'),
  label: (subject) => nameWords(subject, 'label'),
}

async function nameWords({ cx, lang, slug }: Subject, kind: 'artist' | 'label'): Promise<Words> {
  const { name, items, equivalents } = await namePage(cx, kind, { slug, page: 1 })
  return {
    heading: name,
    line: translate(lang, `shop:namePage.${kind}`),
    sleeves: sleevesOf([...items, ...equivalents]),
  }
}

const sleevesMax = 3

/** Different records, the first ones shown. */
function sleevesOf(items: readonly ItemCard[]): ShareSleeve[] {
  const byProduct = new Map(items.map((item) => [item.productId, item]))
  return [...byProduct.values()]
    .slice(0, sleevesMax)
    .map(({ productId, artist, title, photoKey }) => ({ seed: productId, artist, title, photoKey }))
}
