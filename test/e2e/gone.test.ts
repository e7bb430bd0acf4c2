import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDemo } from '#app/demo/load-demo'
import { newId, type VariantId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import { addVariants, saveProducts } from '#modules/catalog'
import { setListPrices } from '#modules/pricing'
import { claimVariant } from '#modules/stock'
import { productPage, searchItems } from '#modules/storefront'
import { openWholeShop, type WholeShop } from '#support/whole-shop'

const busyMachine = { timeout: 120_000 } as const
let shop: WholeShop
beforeAll(async () => {
  shop = await openWholeShop({ fill: loadDemo })
}, 240_000)
afterAll(() => shop?.close())

const read = async (path: string) => {
  const answer = await fetch(`${shop.address}${path}`)
  return { status: answer.status, text: await answer.text() }
}
const sell = (variantId: VariantId) =>
  claimVariant(shop.cx, { variantId, quantity: 1, kind: 'order', holder: 'order:x', expiresAt: null })

/** A record of the demo with a single copy, by an artist of whom there is more. */
async function aSingleCopy() {
  const { items } = await searchItems(shop.cx, {
    text: 'miles davis',
    filters: { kind: 'record' },
    sort: 'newest',
    page: 1,
  })
  for (const item of items) {
    const { otherCopies, related, chosen } = await productPage(shop.cx, item.slug)
    if (otherCopies.length === 0 && chosen.freeCount === 1 && related.length > 0) return item
  }
  invariant(false, 'the demo has a single copy by Miles Davis')
}

const sitemapOf = async (): Promise<string> => (await read('/sitemaps/products-1.xml')).text

test(
  'the page of a sold copy is gone, offers equivalents and a wish, and leaves the sitemap',
  busyMachine,
  async () => {
    const { slug, variantId, title } = await aSingleCopy()
    const path = `/disque/${slug}`
    expect(await read(path)).toMatchObject({ status: 200, text: expect.stringContaining(title) })
    expect(await sitemapOf()).toContain(`${path}<`)
    await sell(variantId)
    await expect.poll(async () => (await read(path)).status, { timeout: 20_000 }).toBe(410)
    const { text } = await read(path)
    expect(text).toContain('Ce qui s’en approche')
    const equivalents = text.split('class="card').slice(1)
    expect(equivalents.length).toBeGreaterThan(0)
    expect(equivalents.filter((card) => card.startsWith(' free'))).not.toEqual([])
    expect(text).toContain('Prévenez-moi')
    expect(text).not.toContain('Mettre au panier')
    expect(text).toMatch(/<meta name="robots" content="noindex/)
    expect((await read(`/en/record/${slug}`)).status).toBe(410)
    await expect.poll(sitemapOf, { timeout: 20_000 }).not.toContain(`${path}<`)
  },
)

test('a product whose copies were all taken off the shelf is gone too', busyMachine, async () => {
  const [productId] = await saveProducts(shop.cx, [
    {
      kind: 'record',
      title: 'Never Shelved',
      artist: 'Miles Davis',
      label: '',
      catalogueNumber: '',
      format: 'LP',
      medium: 'vinyl',
      year: 1970,
      country: '',
      genres: ['Jazz'],
      styles: [],
      barcode: '',
      attributes: {},
    },
  ])
  invariant(productId, 'the product was saved')
  const [bare] = await addVariants(shop.cx, [
    { productId, condition: 'used', mediaGrade: 'VG', sleeveGrade: 'VG', weightGrams: 250 },
  ])
  invariant(bare, 'the variant was added')
  await setListPrices(shop.cx, [{ variantId: bare.id, priceMinor: 900, reason: 'test' }])
  const { slug } = await shop.cx.db
    .selectFrom('products')
    .select('slug')
    .where('id', '=', productId)
    .executeTakeFirstOrThrow()
  const { status, text } = await read(`/disque/${slug}`)
  expect(status).toBe(410)
  expect(text).toContain('class="card')
})

test('an address that never was answers 404 with a search for its words', busyMachine, async () => {
  const known = await read('/disque/kind-of-blue-que-personne-na')
  expect(known.status).toBe(404)
  expect(known.text).toMatch(/<input[^>]+name="q"[^>]+value="kind of blue que personne na"/)
  const near = await read('/disque/miles-davis-kind-of-blue-1')
  expect(near.status).toBe(404)
  expect(near.text).toContain('class="card')
  const random = await read(`/disque/${newId(new Date())}`)
  expect(random.status).toBe(404)
  expect((await read('/nulle-part')).text).toContain('name="q"')
})
