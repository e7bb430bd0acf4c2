import { expect, test } from 'vitest'
import { connectAccount } from '#modules/channels'
import { pollOrders } from '#modules/inbound'
import { aCopy } from '../makers.ts'
import { anyProduct, type Trial } from './trial.ts'

const faultKinds = ['error-500', 'error-503', 'rate-limit', 'connection-reset', 'malformed-body'] as const

export function failing(trial: Trial): void {
  outages(trial)
  lostAnswers(trial)
  refusals(trial)
}

function outages(trial: Trial): void {
  const { world, market, channel, aListedCopy, listing, sellElsewhere, plan, aMinuteLater } = trial

  test.each(faultKinds)('survives %s while publishing', async (kind) => {
    await aCopy(world.cx, { product: anyProduct })
    const accountId = await market.connect()
    plan(kind, channel.creation)
    expect(await market.run(accountId)).toBe('outage')
    const { length } = market.exchanges
    expect(await market.run(accountId)).toBe('blocked')
    expect(market.exchanges).toHaveLength(length)
    await trial.afterMinutes(accountId, 3)
    expect(market.shelf()).toMatchObject([{ quantity: 1 }])
    expect(await world.cx.db.selectFrom('channelAccounts').selectAll().executeTakeFirstOrThrow()).toMatchObject({
      failures: 0,
      blockedUntil: null,
    })
  })

  test('withdraws whatever goes wrong meanwhile', async () => {
    const { accountId, variantId } = await aListedCopy()
    await sellElsewhere(variantId)
    for (const kind of faultKinds) {
      plan(kind)
      await market.run(accountId)
      aMinuteLater()
    }
    await trial.afterMinutes(accountId, 3)
    expect(market.shelf()).toEqual([])
    expect(await listing(variantId)).toMatchObject({ state: 'withdrawn', lastError: null })
  })
}

function lostAnswers({ world, market, channel, plan, ...trial }: Trial): void {
  test.each(['reset-after-success', 'hang-after-success'] as const)(
    'does not list a copy twice when the answer to its creation was lost (%s)',
    async (kind) => {
      await aCopy(world.cx, { product: anyProduct })
      const accountId = await market.connect()
      plan(kind, channel.creation)
      market.isImpatient = kind === 'hang-after-success'
      await market.run(accountId)
      market.isImpatient = false
      await trial.afterMinutes(accountId, 3)
      expect(market.shelf()).toHaveLength(1)
    },
  )

  test('finds and withdraws a listing whose creation got no answer, when its copy was sold meanwhile', async () => {
    const { variantId } = await aCopy(world.cx, { product: anyProduct })
    const accountId = await market.connect()
    plan('reset-after-success', channel.creation)
    await market.run(accountId)
    await trial.sellElsewhere(variantId)
    await trial.afterMinutes(accountId, 3)
    expect(market.shelf()).toEqual([])
    expect(await trial.listing(variantId)).toMatchObject({ creatingSince: null })
  })

  test.each(['reset-after-success', 'hang-after-success'] as const)(
    'withdraws even when the answer was lost (%s)',
    async (kind) => {
      const { accountId, variantId } = await trial.aListedCopy()
      await trial.sellElsewhere(variantId)
      plan(kind)
      market.isImpatient = kind === 'hang-after-success'
      await market.run(accountId)
      market.isImpatient = false
      await trial.afterMinutes(accountId, 2)
      expect(market.shelf()).toEqual([])
      expect(await trial.listing(variantId)).toMatchObject({ state: 'withdrawn', lastError: null })
    },
  )
}

function refusals(trial: Trial): void {
  const { world, market, channel, aListedCopy, changePrice, plan, aMinuteLater } = trial

  test('gets over an expired token', async () => {
    const { accountId, variantId } = await aListedCopy()
    await changePrice(variantId, 4400)
    plan('expired-token')
    await market.run(accountId)
    await trial.afterMinutes(accountId, 1)
    expect(market.shelf()).toMatchObject([{ priceMinor: 4400 }])
  })

  test('takes orders in again after broken answers, an outage and an expired token', async () => {
    const { accountId } = await aListedCopy()
    market.buy(market.shelf()[0])
    for (const kind of ['malformed-body', 'rate-limit', 'error-500', 'expired-token'] as const) {
      plan(kind, { path: channel.ordersPath })
      aMinuteLater()
      await pollOrders(world.cx, accountId)
      aMinuteLater()
    }
    aMinuteLater()
    await pollOrders(world.cx, accountId)
    expect(await trial.orders()).toHaveLength(1)
  })

  test('is refused with wrong credentials', async () => {
    const wrong = Object.fromEntries(Object.keys(channel.credentials).map((name) => [name, 'wrong']))
    const connection = connectAccount(world.cx, {
      channel: channel.vendor.name,
      label: 'x',
      settings: channel.settings,
      credentials: wrong,
    })
    await expect(connection).rejects.toThrow('channels.credentials-refused')
  })
}
