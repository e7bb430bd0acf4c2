import { expect, test, vi } from 'vitest'
import type { Machine, Vendor } from '#sandbox/machine'
import { changeSetting } from '#sandbox/machine'
import { useTrial } from '#sandbox/trial'
import { deliverDue, pumpDeliveries, queueDelivery } from './index.ts'

const trial = useTrial()
const machine = (): Machine => trial.sandbox.machine
const push = { vendor: 'ebay', url: 'https://shop.example/hook', topic: 'SALE', eventId: 'e1', body: '{"n":1}' }
const vendor = (wish: Partial<Vendor> = {}): Vendor => ({
  name: 'ebay',
  routes: () => {
    throw new Error('nobody calls')
  },
  schema: '',
  settings: {},
  errorBody: () => ({}),
  expireTokens: () => {},
  pushHeaders: (_machine, { attempt }) => ({ 'x-attempt': String(attempt) }),
  ...wish,
})

/** What arrives now, at an address that answers this. */
async function arrivals(status: number, of = vendor()): Promise<string[]> {
  const seen: string[] = []
  await deliverDue(machine(), [of], async (request) => {
    seen.push(`${request.headers.get('x-attempt')} ${await request.text()}`)
    return { status }
  })
  return seen
}

test('a push is carried once, signed at each attempt, and sent again while nobody takes it', async () => {
  queueDelivery(machine(), push)
  expect(await arrivals(503)).toEqual(['1 {"n":1}'])
  expect(await arrivals(200)).toEqual([])
  trial.advance(1_000)
  expect(await arrivals(401)).toEqual(['2 {"n":1}'])
  trial.advance(10_000)
  expect(await arrivals(200)).toEqual(['3 {"n":1}'])
  trial.advance(3_600_000)
  expect(await arrivals(200)).toEqual([])
})

test('a vendor gives up after its last attempt and hears how each ended', async () => {
  const ends: boolean[] = []
  const impatient = vendor({ pushRetriesMs: [500], afterPush: (_machine, _delivery, isTaken) => ends.push(isTaken) })
  queueDelivery(machine(), push)
  expect(await arrivals(500, impatient)).toHaveLength(1)
  trial.advance(500)
  expect(await arrivals(500, impatient)).toHaveLength(1)
  trial.advance(3_600_000)
  expect(await arrivals(500, impatient)).toEqual([])
  expect(ends).toEqual([false, false])
})

test('pushes are lost, doubled and late as the settings say', async () => {
  changeSetting(machine(), 'ebay.pushLossPercent', 100)
  queueDelivery(machine(), push)
  expect(await arrivals(200)).toEqual([])
  changeSetting(machine(), 'ebay.pushLossPercent', 0)
  changeSetting(machine(), 'ebay.pushDuplicates', 1)
  changeSetting(machine(), 'ebay.pushDelaySeconds', 30)
  queueDelivery(machine(), push)
  expect(await arrivals(200)).toEqual([])
  trial.advance(30_000)
  expect(await arrivals(200)).toHaveLength(2)
})

test('the pump carries until it is stopped, and stopping waits for what is on its way', async () => {
  queueDelivery(machine(), push)
  const gate = Promise.withResolvers<void>()
  const begun = vi.fn()
  const pump = pumpDeliveries(machine(), [vendor()], async () => {
    begun()
    await gate.promise
    return { status: 200 }
  })
  await vi.waitFor(() => expect(begun).toHaveBeenCalledOnce())
  const stopped = pump.stop()
  queueDelivery(machine(), push)
  gate.resolve()
  await stopped
  expect(begun).toHaveBeenCalledOnce()
})
