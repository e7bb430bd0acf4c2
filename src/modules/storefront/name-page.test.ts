import { expect, test } from 'vitest'
import { findMoved } from '#modules/addresses'
import { saveProducts } from '#modules/catalog'
import { claimVariant } from '#modules/stock'
import { dispatchOutbox, onPurge } from '#platform/outbox'
import { aCopy } from '#support/makers'
import { useWorld } from '#support/world'
import { namePage, productPage, rebuildShelf, searchItems, subscriptions } from './index.ts'

const world = useWorld()

type Given = Parameters<typeof aCopy>[1]

async function deliver(): Promise<void> {
  while ((await dispatchOutbox(world.cx, [subscriptions])).dispatched > 0);
}

async function put(given: Given) {
  const copy = await aCopy(world.cx, given)
  await deliver()
  return copy
}

const artistPage = (slug: string, page = 1) => namePage(world.cx, 'artist', { slug, page })
const labelPage = (slug: string) => namePage(world.cx, 'label', { slug, page: 1 })

async function sell(variantId: Awaited<ReturnType<typeof put>>['variantId']) {
  await claimVariant(world.cx, { variantId, quantity: 1, kind: 'order', holder: `order:${variantId}`, expiresAt: null })
  await deliver()
}

test('an artist’s page shows all that is on sale by the artist, whatever the case, newest first, with what the shelf knows', async () => {
  const barbara = { artist: 'Barbara', genres: ['Chanson'], label: 'Philips' }
  await put({ priceMinor: 500, product: { ...barbara, title: 'La Louve', year: 1973, format: 'LP, Album' } })
  world.clock.advanceMs(1000)
  await put({
    priceMinor: 4500,
    product: { ...barbara, artist: 'BARBARA', title: 'Pantin 81', year: 1981, format: 'CD' },
  })
  await put({ product: { title: 'Autre', artist: 'Barbara Lynn' } })
  const page = await artistPage('barbara')
  expect(page.items.map(({ title }) => title)).toEqual(['Pantin 81', 'La Louve'])
  expect(page).toMatchObject({ name: 'Barbara', total: 2, pageCount: 1, decades: [1970, 1980], genres: ['Chanson'] })
  expect(page.formats.toSorted()).toEqual(['CD', 'LP'])
  expect([page.priceMinMinor, page.priceMaxMinor]).toEqual([500, 4500])
  expect(page.tags).toEqual([
    expect.stringMatching(/^name:artist:[0-9a-f]{32}$/),
    ...page.items.map(({ productId }) => `product:${productId}`),
  ])
  expect(page.items[0]).toMatchObject({ artistSlug: 'barbara', labelSlug: 'philips', labelName: 'Philips' })
})

test('a record on two labels stands on the pages of both, and its page links artist and labels', async () => {
  await put({ product: { title: 'Deux', artist: 'Air', label: 'Source, Motown Record Company, Inc.' } })
  expect((await labelPage('source')).items.map(({ title }) => title)).toEqual(['Deux'])
  expect((await labelPage('motown-record-company-inc')).name).toBe('Motown Record Company, Inc.')
  expect((await productPage(world.cx, 'air-deux')).names).toEqual([
    { kind: 'artist', name: 'Air', slug: 'air' },
    { kind: 'label', name: 'Source', slug: 'source' },
    { kind: 'label', name: 'Motown Record Company, Inc.', slug: 'motown-record-company-inc' },
  ])
})

test('names that would share an address keep their own, the first the plain one for ever', async () => {
  await put({ product: { title: 'A', artist: 'Björk' } })
  await put({ product: { title: 'B', artist: 'Bjork' } })
  await put({ product: { title: 'C', artist: '坂本龍一' } })
  await rebuildShelf(world.cx)
  const slugs = (await searchItems(world.cx, { text: '', filters: {}, sort: 'newest', page: 1 })).items
    .toSorted((a, b) => (a.title < b.title ? -1 : 1))
    .map(({ artistSlug }) => artistSlug)
  expect(slugs).toEqual(['bjork', expect.stringMatching(/^bjork-[0-9a-f]{6}$/), expect.stringMatching(/^[0-9a-f]{8}$/)])
  expect((await artistPage('bjork')).name).toBe('Björk')
  expect((await artistPage(slugs[1] ?? '')).items.map(({ title }) => title)).toEqual(['B'])
})

test('"Various" and "Not On Label" are nobody, and a name nobody bears has no page', async () => {
  await put({ product: { title: 'Hits', artist: 'Various', label: 'Not On Label (Hits Self-released)' } })
  await expect(artistPage('various')).rejects.toThrow('storefront.name-not-found')
  await expect(labelPage('not-on-label-hits-self-released')).rejects.toThrow('storefront.name-not-found')
  expect((await productPage(world.cx, 'various-hits')).names).toEqual([])
})

test('when the last copy is sold the page stays and offers what comes closest', async () => {
  const { variantId } = await put({ product: { title: 'Seul', artist: 'Nina', genres: ['Jazz'] } })
  await put({ product: { title: 'Pop', artist: 'Loin', genres: ['Pop'] } })
  await put({ product: { title: 'Bleu', artist: 'Miles', genres: ['Jazz'] } })
  expect((await artistPage('nina')).related).toEqual([{ kind: 'artist', name: 'Miles', slug: 'miles' }])
  await sell(variantId)
  const page = await artistPage('nina')
  expect(page).toMatchObject({ total: 0, items: [], page: 1, priceMinMinor: null, related: [{ name: 'Miles' }] })
  expect(page.equivalents.map(({ title }) => title)).toEqual(['Bleu', 'Pop'])
})

test('a page behind the last is the last', async () => {
  for (let count = 0; count < 25; count++)
    await aCopy(world.cx, { product: { title: `T${count}`, artist: 'Beaucoup' } })
  await deliver()
  expect(await artistPage('beaucoup', 2)).toMatchObject({ page: 2, pageCount: 2, total: 25 })
  expect(await artistPage('beaucoup', 99)).toMatchObject({ page: 2, items: [expect.anything()] })
})

test('a sale forgets the pages of its artist and label', async () => {
  const { variantId } = await put({ product: { title: 'Un', artist: 'Nina', label: 'Colpix' } })
  const shown = [...(await artistPage('nina')).tags, ...(await labelPage('colpix')).tags]
  const purged = new Set<string>()
  const stop = await onPurge(world.database, (tags) => {
    if (tags !== 'everything') for (const tag of tags) purged.add(tag)
  })
  await sell(variantId)
  await expect.poll(() => shown.every((tag) => purged.has(tag))).toBe(true)
  await stop()
})

test('a corrected name leads to the right one once nobody bears it any more', async () => {
  await put({
    product: { title: 'Un', artist: 'Serge Gainsbourgh', label: 'Philips', discogsReleaseId: 1 },
  })
  await put({ product: { title: 'Deux', artist: 'Serge Gainsbourgh', label: 'Philips', discogsReleaseId: 2 } })
  const rename = async (discogsReleaseId: number, title: string) => {
    await saveProducts(world.cx, [
      {
        ...(await productPage(world.cx, slugOfTitle(title))).product,
        artist: 'Serge Gainsbourg',
        label: 'Philips France',
        discogsReleaseId,
      },
    ])
    await deliver()
  }
  await rename(1, 'un')
  expect(await findMoved(world.cx, 'artist', 'serge-gainsbourgh')).toBeUndefined()
  await rename(2, 'deux')
  expect(await findMoved(world.cx, 'artist', 'serge-gainsbourgh')).toBe('serge-gainsbourg')
  expect(await findMoved(world.cx, 'label', 'philips')).toBe('philips-france')
  await expect(artistPage('serge-gainsbourgh')).rejects.toThrow('storefront.name-not-found')
  expect((await artistPage('serge-gainsbourg')).total).toBe(2)
})

const slugOfTitle = (title: string): string => `serge-gainsbourgh-${title}`
