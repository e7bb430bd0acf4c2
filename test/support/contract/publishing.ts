import { expect, test } from 'vitest'
import { changeVariants } from '#modules/catalog'
import { claimVariant, releaseClaims } from '#modules/stock'
import { aCopy } from '../makers.ts'
import { anyProduct, type Trial } from './trial.ts'

export function publishing(trial: Trial): void {
  const { world, market, aListedCopy, listing, changePrice, sellElsewhere, channel } = trial

  test('puts a copy on sale with its price and proves it', async () => {
    const { variantId } = await aListedCopy()
    expect(market.shelf()).toMatchObject([{ priceMinor: 2500, quantity: 1, isForSale: true }])
    expect(await listing(variantId)).toMatchObject({
      state: 'live',
      proof: { state: { kind: 'on-sale', priceMinor: 2500 } },
    })
  })

  test('says nothing when nothing changed', async () => {
    const { accountId, variantId } = await aListedCopy()
    const before = market.exchanges.length
    await changePrice(variantId, 2600)
    await changePrice(variantId, 2500)
    expect(await market.settle(accountId)).toBe('done')
    expect(market.exchanges).toHaveLength(before)
  })

  test('revises price and text of the same listing', async () => {
    const { accountId, variantId } = await aListedCopy()
    const [first] = market.shelf()
    await changePrice(variantId, 3100)
    await changeVariants(world.cx, [{ variantId, mediaNote: 'Léger bruit de fond face B' }])
    await market.settle(accountId)
    expect(market.shelf()).toMatchObject([{ id: first?.id, priceMinor: 3100 }])
  })

  test('hides a held copy and brings the same listing back', async () => {
    const { accountId, variantId } = await aListedCopy()
    const [first] = market.shelf()
    await claimVariant(world.cx, { variantId, quantity: 1, kind: 'hold', holder: 'hold:market', expiresAt: null })
    await market.settle(accountId)
    expect(market.shelf()).toEqual([])
    expect(await listing(variantId)).toMatchObject({ state: 'withdrawn', withheld: expect.any(String) })

    await releaseClaims(world.cx, { holder: 'hold:market', reason: 'released' })
    await market.settle(accountId)
    expect(market.shelf()).toMatchObject([{ id: first?.id, priceMinor: 2500, quantity: 1 }])
  })

  test('ends the listing of a copy sold elsewhere, and repeating that is harmless', async () => {
    const { accountId, variantId } = await aListedCopy()
    await sellElsewhere(variantId)
    await market.settle(accountId)
    expect(market.shelf()).toEqual([])
    await changePrice(variantId, 9900)
    await market.settle(accountId)
    expect(market.shelf()).toEqual([])
    expect(await listing(variantId)).toMatchObject({ state: 'withdrawn', withheld: 'sold' })
  })

  test('lists everything that stands there, ours and what we never made, over all pages', async () => {
    const foreign = (await channel.foreign?.(market.sandbox, channel.foreignCount ?? 1)) ?? []
    await aCopy(world.cx, { product: { ...anyProduct, title: 'Giant Steps' } })
    const { accountId, variantId } = await aListedCopy()
    const { remoteId } = await listing(variantId)
    trial.aMinuteLater()
    const items = await everything(trial, accountId)
    expect(items.filter((item) => item.state.kind === 'on-sale' && item.sku !== '').length).toBeGreaterThanOrEqual(2)
    const ours = items.find((item) => item.remoteId === remoteId)
    expect(ours).toMatchObject({
      sku: (await sku(trial, variantId)) ?? '',
      state: { kind: 'on-sale', quantity: 1, ...(ours?.isPriceUnknown ? {} : { priceMinor: 2500 }) },
    })
    expect(items.map((item) => item.remoteId)).toEqual(expect.arrayContaining([...foreign]))
    expect(new Set(items.map((item) => item.remoteId)).size).toBe(items.length)
  })
}

const pagesMax = 50

async function everything({ connector, aMinuteLater }: Trial, accountId: Parameters<Trial['connector']>[0]) {
  const { listAll } = await connector(accountId)
  const items = []
  let page: string | undefined
  for (let turn = 0; turn < pagesMax; turn += 1) {
    const answer = await listAll(page)
    items.push(...answer.items)
    page = answer.next
    if (page === undefined) return items
    aMinuteLater()
  }
  throw new Error(`listAll still has pages after ${pagesMax}`)
}

const sku = async ({ world }: Trial, variantId: Parameters<Trial['listing']>[0]): Promise<string | undefined> =>
  (await world.cx.db.selectFrom('variants').select('sku').where('id', '=', variantId).executeTakeFirst())?.sku
