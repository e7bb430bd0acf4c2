import { unzipSync } from 'fflate'
import { beforeEach, expect, test } from 'vitest'
import { assistedChannels } from '#connectors/assisted'
import { setListPrices } from '#modules/pricing'
import { claimVariant, releaseClaims } from '#modules/stock'
import { unlockSecrets } from '#platform/secrets'
import { aCopy } from '#support/makers'
import { deliver } from '#support/market-trial'
import { memoryFiles } from '#support/memory-files'
import { useWorld } from '#support/world'
import { connectAccount } from './accounts.ts'
import { type Errand, listErrands, recordErrand, wantedByHand } from './by-hand.ts'
import { listingKit } from './kit.ts'

const world = useWorld()

beforeEach(() => {
  unlockSecrets('a secret of at least thirty-two characters')
  world.outside.files = memoryFiles()
  world.outside.byHand = assistedChannels
  world.outside.connectors = {}
})

const connect = () =>
  connectAccount(world.cx, { channel: 'leboncoin', label: 'Leboncoin', settings: {}, credentials: {} })

async function anErrand() {
  const copy = await aCopy(world.cx, { priceMinor: 1800 })
  const accountId = await connect()
  const [errand] = await listErrands(world.cx, accountId)
  if (!errand) throw new Error('a free copy asks to be posted')
  return { ...copy, accountId, errand }
}

const posted = (errand: Errand) =>
  recordErrand(world.cx, errand.listingId, { kind: 'posted', fingerprint: errand.fingerprint, remoteId: 'ad-1' })

const listing = () => world.cx.db.selectFrom('listings').selectAll().executeTakeFirstOrThrow()
const sale = { quantity: 1, kind: 'order', holder: 'order:elsewhere', expiresAt: null } as const

test('a copy is posted, changed and taken down by a person, whose tick is the proof', async () => {
  const { variantId, accountId, errand } = await anErrand()
  expect(errand).toMatchObject({ step: 'post', wanted: { priceMinor: 1800 } })
  await posted(errand)
  expect(await listErrands(world.cx, accountId)).toEqual([])
  expect(await listing()).toMatchObject({ state: 'live', remoteId: 'ad-1', proof: { state: { kind: 'on-sale' } } })

  await setListPrices(world.cx, [{ variantId, priceMinor: 1500, reason: 'test' }])
  await deliver(world.cx)
  const [change] = await listErrands(world.cx, accountId)
  expect(change).toMatchObject({ step: 'change', remoteId: 'ad-1', wanted: { priceMinor: 1500 } })
  await recordErrand(world.cx, errand.listingId, { kind: 'changed', fingerprint: change?.fingerprint ?? '' })

  await claimVariant(world.cx, { variantId, ...sale })
  await deliver(world.cx)
  expect(await listErrands(world.cx, accountId)).toMatchObject([
    { step: 'take-down', remoteId: 'ad-1', reason: 'sold', fingerprint: '' },
  ])
  await recordErrand(world.cx, errand.listingId, { kind: 'taken-down' })
  expect(await listErrands(world.cx, accountId)).toEqual([])
  expect(await listing()).toMatchObject({ state: 'withdrawn', remoteId: null, proof: { state: { kind: 'absent' } } })
})

test('an ad posted for a copy that was sold meanwhile is known, and comes down next', async () => {
  const { variantId, accountId, errand } = await anErrand()
  await claimVariant(world.cx, { variantId, ...sale })
  await deliver(world.cx)
  await posted(errand)
  expect(await listErrands(world.cx, accountId)).toMatchObject([{ step: 'take-down', remoteId: 'ad-1' }])
})

test('a tick for an older price leaves the change to be done', async () => {
  const { variantId, accountId, errand } = await anErrand()
  await setListPrices(world.cx, [{ variantId, priceMinor: 2100, reason: 'test' }])
  await deliver(world.cx)
  await posted(errand)
  expect(await listErrands(world.cx, accountId)).toMatchObject([{ step: 'change', wanted: { priceMinor: 2100 } }])
})

test("nobody is sent to take an ad down for a visitor's cart, and a hold without an end is an errand", async () => {
  const { variantId, accountId, errand } = await anErrand()
  await posted(errand)
  const inTenMinutes = new Date(world.clock.now().getTime() + 600_000)
  await claimVariant(world.cx, {
    variantId,
    quantity: 1,
    kind: 'cart',
    holder: 'cart:of-a-visitor',
    expiresAt: inTenMinutes,
  })
  await deliver(world.cx)
  expect(await listErrands(world.cx, accountId)).toEqual([])
  await releaseClaims(world.cx, { holder: 'cart:of-a-visitor', reason: 'left' })
  await claimVariant(world.cx, { variantId, quantity: 1, kind: 'hold', holder: 'hold:market', expiresAt: null })
  await deliver(world.cx)
  expect(await listErrands(world.cx, accountId)).toMatchObject([{ step: 'take-down', reason: 'not-available' }])
})

test('the kit holds the text, the price and the photos', async () => {
  const { errand } = await anErrand()
  const wanted = await wantedByHand(world.cx, errand.listingId)
  if (!wanted) throw new Error('a free copy is wanted')
  const files = unzipSync(await listingKit(wanted))
  expect(Object.keys(files).toSorted()).toEqual([`${wanted.sku}.txt`, 'photo-1.jpg'].toSorted())
  const text = new TextDecoder().decode(files[`${wanted.sku}.txt`])
  expect(text.split('\r\n')[0]).toBe(wanted.title)
  expect(text).toContain('18.00 EUR')
})

test('a channel that is not kept by hand has no errands', async () => {
  const { errand } = await anErrand()
  world.outside.byHand = {}
  await expect(recordErrand(world.cx, errand.listingId, { kind: 'taken-down' })).rejects.toThrow('channels.not-by-hand')
})
