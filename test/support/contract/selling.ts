import { expect, test } from 'vitest'
import { changeVariants } from '#modules/catalog'
import { getAccount } from '#modules/channels'
import { pollOrders, receiveRemoteOrder } from '#modules/inbound'
import { changeSetting } from '#sandbox/machine'
import type { Trial } from './trial.ts'

export function selling(trial: Trial): void {
  const { world, market, channel, aListedCopy, listing, changePrice, sellElsewhere, aMinuteLater } = trial

  test('turns a sale there into one order here, however often it is reported', async () => {
    const { accountId, variantId } = await aListedCopy()
    changeSetting(market.sandbox.machine, channel.duplicates, 1)
    market.buy(market.shelf()[0])
    await Promise.all([pollOrders(world.cx, accountId), pollOrders(world.cx, accountId)])
    aMinuteLater()
    await pollOrders(world.cx, accountId)
    await market.settle(accountId)
    expect(await trial.orders()).toMatchObject([{ source: `channel:${accountId}`, itemsMinor: 2500 }])
    expect(await listing(variantId)).toMatchObject({ state: 'sold' })
    expect(await trial.incidents()).toEqual([])
  })

  test('never offers again what was sold there, even when text and price change before its order is heard of', async () => {
    const { accountId, variantId } = await aListedCopy()
    market.buy(market.shelf()[0])
    await changePrice(variantId, 2700)
    await changeVariants(world.cx, [{ variantId, mediaNote: 'changed meanwhile' }])
    await market.settle(accountId)
    expect(market.shelf()).toEqual([])
    await pollOrders(world.cx, accountId)
    aMinuteLater()
    await market.settle(accountId)
    expect(market.shelf()).toEqual([])
    expect(await trial.orders()).toHaveLength(1)
  })

  test('sends the copy of a sale cancelled there to be checked, and tells a person', async () => {
    const { accountId, unitId } = await aListedCopy()
    const order = market.buy(market.shelf()[0])
    await pollOrders(world.cx, accountId)
    const account = await getAccount(world.cx, accountId)
    const placed = await trial.reported(accountId, order)
    await channel.cancel(market.sandbox, order)
    aMinuteLater()
    await pollOrders(world.cx, accountId)
    await market.settle(accountId)
    expect(market.shelf()).toEqual([])
    const place = await world.cx.db
      .selectFrom('units')
      .innerJoin('places', 'places.id', 'units.placeId')
      .select('places.code')
      .where('units.id', '=', unitId)
      .executeTakeFirstOrThrow()
    expect(place.code).toBe('TO-CHECK')
    expect(await trial.incidents()).toMatchObject([{ kind: 'cancelled-remotely' }])

    // What was said before the cancellation arrives after it.
    if (placed) await receiveRemoteOrder(world.cx, account, placed)
    expect(await trial.orders()).toMatchObject([{ state: 'cancelled' }])
    expect(await trial.incidents()).toHaveLength(1)
  })

  test('makes no order of a sale that was cancelled before it was heard of', async () => {
    const { accountId } = await aListedCopy()
    const order = market.buy(market.shelf()[0])
    await channel.cancel(market.sandbox, order)
    await pollOrders(world.cx, accountId)
    expect(await trial.orders()).toEqual([])
  })

  test('records a sale of a copy that is gone as an incident that says who has it', async () => {
    const { accountId, variantId } = await aListedCopy()
    const [item] = market.shelf()
    await sellElsewhere(variantId)
    market.buy(item)
    await pollOrders(world.cx, accountId)
    expect(await trial.incidents()).toMatchObject([
      { kind: 'double-sale', variantId, data: { holders: [{ heldBy: 'order:elsewhere' }] } },
    ])
    expect(await trial.orders()).toHaveLength(1)
  })
}
