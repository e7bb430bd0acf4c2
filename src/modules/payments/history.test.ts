import { expect, test } from 'vitest'
import type { PaymentId } from '#kernel/ids'
import { refundPart } from '#modules/payments'
import { systemActor } from '#platform/cx'
import { createServer } from '#platform/http'
import { anOrder } from '#support/makers'
import { useWorld } from '#support/world'
import { routes } from './routes.ts'

const world = useWorld()
const read = (paymentId: string) =>
  createServer({
    newCx: () => world.cx,
    routes,
    statuses: { 'payment.not-found': 404 },
    findActor: async () => systemActor,
    publicUrl: 'https://shop.example',
    version: 'test',
    trustedProxies: 0,
    observe: () => {},
    rateLimits: undefined,
  }).request(`/api/v1/payments/${paymentId}/history`)

test('the office reads what became of a payment and which parts go back', async () => {
  await anOrder(world.cx)
  const payment = await world.cx.db
    .selectFrom('payments')
    .select('id')
    .$castTo<{ id: PaymentId }>()
    .executeTakeFirstOrThrow()
  await refundPart(world.cx, payment.id, { amountMinor: 500, reason: 'a scratch' })
  expect(await (await read(payment.id)).json()).toMatchObject({
    events: [{ fromState: null, toState: 'captured', actor: systemActor.id, failureCode: null }],
    refunds: [{ amountMinor: 500, state: 'due', reason: 'a scratch', doneAt: null }],
  })
})

test('a payment nobody knows is not found', async () => {
  expect((await read('019cadc6-9a80-7703-af7a-9f57e4ae65ff')).status).toBe(404)
})
