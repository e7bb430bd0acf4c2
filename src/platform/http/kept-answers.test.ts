import { expect, test } from 'vitest'
import { useWorld } from '#support/world'
import { keepAnswer } from './kept-answers.ts'

const world = useWorld()
const key = { scope: 'token:1 /orders', key: 'abc', request: '{"a":1}' }
const done = async () => ({ status: 201, body: { id: 'first' } })

test('a repeated request gets the first answer and does nothing', async () => {
  expect(await keepAnswer(world.cx, key, done)).toEqual({ status: 201, body: { id: 'first' }, isRepeat: false })
  const again = await keepAnswer(world.cx, key, () => Promise.reject(new Error('must not run')))
  expect(again).toEqual({ status: 201, body: { id: 'first' }, isRepeat: true })
})

test('the same key with another request is refused', async () => {
  await keepAnswer(world.cx, key, done)
  await expect(keepAnswer(world.cx, { ...key, request: '{"a":2}' }, done)).rejects.toMatchObject({
    code: 'request.key-reused',
  })
})

test('a second request while the first runs is refused', async () => {
  const gate = Promise.withResolvers<void>()
  const first = keepAnswer(world.cx, key, async () => {
    await expect(keepAnswer(world.cx, key, done)).rejects.toMatchObject({ code: 'request.in-progress' })
    gate.resolve()
    return done()
  })
  await gate.promise
  expect((await first).isRepeat).toBe(false)
})

test('a failure is not kept; a request whose process died is taken over after a minute', async () => {
  await expect(keepAnswer(world.cx, key, () => Promise.reject(new Error('boom')))).rejects.toThrow('boom')
  expect((await keepAnswer(world.cx, key, done)).isRepeat).toBe(false)

  const dead = { ...key, key: 'dead' }
  await world.cx.db.updateTable('idempotencyKeys').set({ key: 'dead', status: null, response: null }).execute()
  await expect(keepAnswer(world.cx, dead, done)).rejects.toMatchObject({ code: 'request.in-progress' })
  world.clock.advanceMs(61_000)
  expect((await keepAnswer(world.cx, dead, done)).isRepeat).toBe(false)
})
