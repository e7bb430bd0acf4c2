import { expect, test } from 'vitest'
import { pollOrders } from '#modules/inbound'
import { aCopy } from '../makers.ts'
import { anyProduct, type Trial } from './trial.ts'

/** What a connector says of itself is what people read in the documentation: it must be so. */
export function describing(trial: Trial): void {
  const { world, market, channel, support } = trial

  test('does what it says it supports', async () => {
    const accountId = await market.connect()
    const connector = await trial.connector(accountId)
    const maker = world.cx.outside.connectors[channel.vendor.name]
    expect({
      orders: connector.notifications ? 'push and poll' : 'poll',
      canDecideOrders: connector.decideOrder !== undefined,
      canCancelOrders: connector.cancelOrder !== undefined,
      canShipOrders: connector.shipOrder !== undefined,
      hasStanding: connector.sellerStanding !== undefined,
    }).toEqual({
      orders: support.orders,
      canDecideOrders: support.canDecideOrders,
      canCancelOrders: support.canCancelOrders !== 'no',
      canShipOrders: support.canShipOrders,
      hasStanding: support.hasStanding,
    })
    const secrets = maker?.fields.filter(({ kind }) => kind === 'secret').map(({ name }) => name)
    expect(secrets).toEqual(expect.arrayContaining(Object.keys(channel.credentials)))
    expect(support.contract).not.toBe('')
  })

  test('shows a listing at once or later, and tells of a sale before or after its payment, as it says', async () => {
    await aCopy(world.cx, { priceMinor: 2500, product: anyProduct })
    const accountId = await market.connect()
    await market.run(accountId)
    if (support.publishes === 'at once') expect(market.shelf()).toHaveLength(1)
    await market.settle(accountId)
    channel.payLater?.(market.sandbox)
    market.buy(market.shelf()[0])
    trial.aMinuteLater()
    await pollOrders(world.cx, accountId)
    expect(await trial.orders()).toMatchObject([{ state: support.isSaleKnownBeforePayment ? 'placed' : 'paid' }])
  })

  if (support.hasStanding) {
    test('tells how the vendor judges the seller', async () => {
      const accountId = await market.connect()
      const standing = await (await trial.connector(accountId)).sellerStanding?.()
      expect(standing?.level).not.toBe('')
      for (const { valueBasisPoints, limitBasisPoints } of standing?.measures ?? []) {
        expect(Number.isInteger(valueBasisPoints) && Number.isInteger(limitBasisPoints)).toBe(true)
      }
    })
  }
}
