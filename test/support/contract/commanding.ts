import { expect, test } from 'vitest'
import type { AccountId, OrderId } from '#kernel/ids'
import { toId } from '#kernel/ids'
import type { RemoteOrder } from '#modules/channels'
import { type OrderCommand, pollOrders, requestCommand } from '#modules/inbound'
import { inTransaction } from '#platform/cx'
import { clearFaults } from '#sandbox/faults'
import { aCopy } from '../makers.ts'
import { anyProduct, type Trial } from './trial.ts'

const message = 'Désolé, cet exemplaire n’est plus disponible.'

/** What a connector can tell its vendor about an order; each step again is harmless. */
export function commanding(trial: Trial): void {
  const { support, channel } = trial
  if (support.canDecideOrders) deciding(trial)
  if (support.canCancelOrders !== 'no') cancelling(trial)
  if (support.canCancelOrders === 'whole and part' && channel.buyTogether) cancellingPart(trial)
  if (support.canShipOrders) shipping(trial)
}

const lineIds = (order: RemoteOrder): string[] => order.lines.map(({ externalId }) => externalId)

async function known({ reported }: Trial, accountId: AccountId, externalId: string): Promise<RemoteOrder> {
  const order = await reported(accountId, externalId)
  if (!order) throw new Error(`the vendor no longer reports order ${externalId}`)
  return order
}

const tell = ({ world }: Trial, orderId: string, command: OrderCommand): Promise<unknown> =>
  inTransaction(world.cx, (tx) => requestCommand(tx, { orderId: toId<OrderId>(orderId), command }))

const commandStates = ({ world }: Trial) =>
  world.cx.db.selectFrom('orderCommands').select(['kind', 'state', 'reasons']).orderBy('requestedAt').execute()

function deciding(trial: Trial): void {
  const { world, market } = trial

  test('accepts an order after our ledger holds its copy, never before, and again without harm', async () => {
    const { accountId } = await trial.aListedCopy()
    const externalId = market.buy(market.shelf()[0])
    await pollOrders(world.cx, accountId)
    const waiting = await known(trial, accountId, externalId)
    expect(waiting.isAwaitingDecision).toBe(true)
    expect(await commandStates(trial)).toMatchObject([{ kind: 'decide', state: 'waiting' }])

    await market.work('commands', accountId)
    expect(await commandStates(trial)).toMatchObject([{ kind: 'decide', state: 'done' }])
    const accepted = await known(trial, accountId, externalId)
    expect(accepted).toMatchObject({ isAwaitingDecision: false })
    expect(accepted.state).not.toBe('cancelled')
    const { decideOrder } = await trial.connector(accountId)
    expect(await decideOrder?.(waiting, { acceptedLineIds: lineIds(waiting) })).toEqual({ kind: 'done' })
  })

  test('leaves an order whose copy is gone undecided until somebody refuses it', async () => {
    const { accountId, variantId } = await trial.aListedCopy()
    const [item] = market.shelf()
    await trial.sellElsewhere(variantId)
    const externalId = market.buy(item)
    await pollOrders(world.cx, accountId)
    await market.work('commands', accountId)
    const waiting = await known(trial, accountId, externalId)
    expect(waiting.isAwaitingDecision).toBe(true)

    const [order] = await trial.orders()
    await tell(trial, order?.id ?? '', { kind: 'cancel', reason: 'out-of-stock', lineIds: lineIds(waiting), message })
    await market.work('commands', accountId)
    expect(await commandStates(trial)).toMatchObject([{ kind: 'decide', state: 'done' }])
    expect(await known(trial, accountId, externalId)).toMatchObject({ state: 'cancelled' })
    const { decideOrder } = await trial.connector(accountId)
    expect(await decideOrder?.(waiting, { acceptedLineIds: [] })).toEqual({ kind: 'done' })
  })
}

function cancelling(trial: Trial): void {
  const { world, market, support } = trial

  test('cancels a whole order, also when the answer was lost, and again without harm', async () => {
    const { accountId, externalId } = await trial.aSoldCopy()
    const sold = await known(trial, accountId, externalId)
    const { cancelOrder } = await trial.connector(accountId)
    const cancellation = { reason: 'out-of-stock', lineIds: lineIds(sold), message } as const
    if (support.canCancelOrders === 'whole') {
      expect(await cancelOrder?.(sold, { ...cancellation, lineIds: [] })).toMatchObject({ kind: 'rejected' })
    }
    await pollOrders(world.cx, accountId)
    const [order] = await trial.orders()
    await tell(trial, order?.id ?? '', { kind: 'cancel', ...cancellation })
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) trial.plan('reset-after-success', { method })
    await market.work('commands', accountId)
    clearFaults(market.sandbox.machine)
    for (let turn = 0; turn < 3; turn += 1) {
      trial.aMinuteLater()
      await market.work('commands', accountId)
    }
    expect(await commandStates(trial)).toContainEqual({ kind: 'cancel', state: 'done', reasons: [] })
    expect(await known(trial, accountId, externalId)).toMatchObject({ state: 'cancelled' })
    expect(await cancelOrder?.(sold, cancellation)).toEqual({ kind: 'done' })
  })
}

function cancellingPart(trial: Trial): void {
  const { world, market, channel } = trial

  test('cancels one line of an order and leaves the other', async () => {
    await aCopy(world.cx, { product: { ...anyProduct, title: 'Giant Steps' } })
    const { accountId } = await trial.aListedCopy()
    const items = market.shelf().map(({ id }) => id)
    const externalId = (await channel.buyTogether?.(market.sandbox, items)) ?? ''
    await pollOrders(world.cx, accountId)
    await market.work('commands', accountId)
    await channel.pay?.(market.sandbox, externalId)
    const sold = await known(trial, accountId, externalId)
    expect(sold.lines).toHaveLength(2)
    const { cancelOrder } = await trial.connector(accountId)
    for (let turn = 0; turn < 2; turn += 1) {
      const [first = ''] = lineIds(sold)
      const part = { reason: 'out-of-stock', lineIds: [first], message } as const
      expect(await cancelOrder?.(sold, part)).toEqual({ kind: 'done' })
      trial.aMinuteLater()
    }
    expect((await known(trial, accountId, externalId)).state).not.toBe('cancelled')
  })
}

function shipping(trial: Trial): void {
  test('tells that a parcel left, with and without a tracking number, and again without harm', async () => {
    const { accountId, externalId } = await trial.aSoldCopy()
    const sold = await known(trial, accountId, externalId)
    const { shipOrder } = await trial.connector(accountId)
    const parcel = {
      carrier: 'colissimo',
      trackingNumber: '6A12345678901',
      trackingUrl: 'https://www.laposte.fr/outils/suivre-vos-envois?code=6A12345678901',
    }
    expect(await shipOrder?.(sold, parcel)).toEqual({ kind: 'done' })
    trial.aMinuteLater()
    expect(await shipOrder?.(sold, parcel)).toEqual({ kind: 'done' })
    expect(await known(trial, accountId, externalId)).toMatchObject({ state: 'sent' })
  })

  test('tells that a parcel without a number left', async () => {
    const { accountId, externalId } = await trial.aSoldCopy()
    const sold = await known(trial, accountId, externalId)
    const parcel = { carrier: 'other', trackingNumber: undefined, trackingUrl: undefined }
    const { shipOrder } = await trial.connector(accountId)
    expect(await shipOrder?.(sold, parcel)).toEqual({ kind: 'done' })
    expect(await known(trial, accountId, externalId)).toMatchObject({ state: 'sent' })
  })
}
