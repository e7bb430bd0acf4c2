import { expect, test } from 'vitest'
import { useWorld } from '#support/world'
import type { BannerContent } from './banner.ts'
import { createBanner, getBanner, removeBanner, saveBanner } from './banners.ts'
import { shownBanners } from './shown-banners.ts'

const world = useWorld()
const banner = (part: Partial<BannerContent> = {}): BannerContent => ({
  position: 1,
  isOn: true,
  target: 'page:contact',
  texts: { fr: { title: 'Salut', text: '', button: '' } },
  pictureKey: null,
  tone: 'stall',
  startsAt: null,
  endsAt: null,
  ...part,
})
const shownIds = async (hasHits = async () => true) =>
  (await shownBanners(world.cx, hasHits)).banners.map(({ id }) => id)

test('a banner appears in its time and says when that changes', async () => {
  const hour = 3_600_000
  const at = (hours: number) => new Date(world.clock.now().getTime() + hours * hour)
  const id = await createBanner(world.cx, banner({ startsAt: at(1), endsAt: at(2) }))
  expect((await shownBanners(world.cx, async () => true)).changesAt).toEqual([at(1), at(2)])
  expect(await shownIds()).toEqual([])
  world.clock.advanceMs(hour)
  expect(await shownIds()).toEqual([id])
  world.clock.advanceMs(hour)
  expect(await shownIds()).toEqual([])
})

test('a banner whose product, collection or search has nothing left does not appear', async () => {
  await createBanner(world.cx, banner({ target: 'product:sold-long-ago' }))
  await createBanner(world.cx, banner({ target: 'collection:nothing' }))
  const search = await createBanner(world.cx, banner({ target: 'page:list?medium=cd' }))
  expect(await shownIds()).toEqual([search])
  expect(await shownIds(async () => false)).toEqual([])
})

test('of two who save the same banner the second is refused; one taken away is gone', async () => {
  const id = await createBanner(world.cx, banner())
  await saveBanner(world.cx, id, { ...banner({ isOn: false }), version: 1 })
  await expect(saveBanner(world.cx, id, { ...banner(), version: 1 })).rejects.toThrow('banners.stale')
  await removeBanner(world.cx, id)
  await removeBanner(world.cx, id)
  await expect(getBanner(world.cx, id)).rejects.toThrow('banners.not-found')
})
