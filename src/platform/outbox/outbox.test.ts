import { expect, test } from 'vitest'
import { inTransaction, type Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { dispatchOutbox, failedEvents, notifyPurge, onPurge, retryEvent, runDispatcher } from '#platform/outbox'
import { useWorld } from '#support/world'
import { emit, emitInParts } from './emit.ts'

declare module '#platform/outbox' {
  interface EventPayloads {
    'test.happened': { name: string }
    'test.urgent': { name: string }
    'test.listed': { ids: readonly number[] }
  }
}

const world = useWorld()

const say = (name: string) => inTransaction(world.cx, (tx) => emit(tx, { type: 'test.happened', payload: { name } }))

/** A subscriber whose effect is a row, so that the test sees what the transaction kept. */
const noteDown = async (tx: Tx, { name }: { name: string }): Promise<void> => {
  await sql`insert into settings (key, value, updated_by) values (${name}, 'true', ${tx.actor.id})`.execute(tx.db)
  if (name === 'poison') throw new Error('I cannot')
}

const notes = async (): Promise<string[]> => {
  const { rows } = await sql<{ key: string }>`select key from settings order by key`.execute(world.cx.db)
  return rows.map((row) => row.key)
}

test('a failing subscriber keeps nothing, is tried later, and does not hold up other events', async () => {
  await say('poison')
  await say('good')
  expect(await dispatchOutbox(world.cx, [{ 'test.happened': noteDown }])).toEqual({ dispatched: 1, failed: 1 })
  expect(await notes()).toEqual(['good'])

  expect(await dispatchOutbox(world.cx, [{ 'test.happened': noteDown }])).toEqual({ dispatched: 0, failed: 0 })
  for (let attempt = 2; attempt <= 4; attempt += 1) {
    world.clock.advanceMs(60_000)
    await dispatchOutbox(world.cx, [{ 'test.happened': noteDown }])
  }
  const [failed] = await failedEvents(world.cx, 10)
  expect(failed).toMatchObject({ type: 'test.happened', attempts: 4, lastError: 'I cannot' })

  expect(await retryEvent(world.cx, failed?.id ?? 0)).toBe(true)
  const healed = { 'test.happened': async () => {} }
  expect(await dispatchOutbox(world.cx, [healed])).toEqual({ dispatched: 1, failed: 0 })
})

test('dispatchers side by side deliver each event once', async () => {
  for (let n = 0; n < 20; n += 1) await say(`event ${n}`)
  const subscriptions = [{ 'test.happened': noteDown }]
  const results = await Promise.all([1, 2, 3].map(() => dispatchOutbox(world.cx, subscriptions)))
  expect(results.reduce((sum, result) => sum + result.dispatched, 0)).toBe(20)
  expect(await notes()).toHaveLength(20)
})

test('a running dispatcher hears of a committed event at once', async () => {
  const heard = Promise.withResolvers<string>()
  const subscriptions = [{ 'test.happened': async (_tx: Tx, { name }: { name: string }) => heard.resolve(name) }]
  const dispatcher = await runDispatcher(world.database, () => world.cx, { subscriptions })
  await say('now')
  expect(await heard.promise).toBe('now')
  await dispatcher.stop()
})

test('what is urgent is heard while something long is still being worked on', async () => {
  const heard = Promise.withResolvers<string>()
  const isWorking = Promise.withResolvers<void>()
  const mayEnd = Promise.withResolvers<void>()
  const subscriptions = [
    {
      'test.happened': async () => {
        isWorking.resolve()
        await mayEnd.promise
      },
      'test.urgent': async (_tx: Tx, { name }: { name: string }) => heard.resolve(name),
    },
  ]
  const dispatcher = await runDispatcher(world.database, () => world.cx, { subscriptions, urgent: ['test.urgent'] })
  await say('long')
  await isWorking.promise
  await inTransaction(world.cx, (tx) => emit(tx, { type: 'test.urgent', payload: { name: 'sold' } }))
  expect(await heard.promise).toBe('sold')
  mayEnd.resolve()
  await dispatcher.stop()
})

test('a batch that takes long leaves the rest to the next one', async () => {
  for (let n = 0; n < 3; n += 1) await say(`event ${n}`)
  const slow = { 'test.happened': async () => world.clock.advanceMs(1_000) }
  expect(await dispatchOutbox(world.cx, [slow])).toEqual({ dispatched: 1, failed: 0 })
  expect(await dispatchOutbox(world.cx, [slow])).toEqual({ dispatched: 1, failed: 0 })
})

test('a fact about very many things is said in parts that name each of them once', async () => {
  const ids = Array.from({ length: 250 }, (_, n) => n)
  await inTransaction(world.cx, (tx) =>
    emitInParts(tx, ids, (part) => ({ type: 'test.listed', payload: { ids: part } })),
  )
  const parts: (readonly number[])[] = []
  const subscriptions = [
    { 'test.listed': async (_tx: Tx, { ids: part }: { ids: readonly number[] }) => void parts.push(part) },
  ]
  await dispatchOutbox(world.cx, subscriptions)
  expect(parts.map(({ length }) => length)).toEqual([100, 100, 50])
  expect(parts.flat()).toEqual(ids)
})

test('a purge reaches every listener after the commit', async () => {
  const heard = Promise.withResolvers<unknown>()
  const stop = await onPurge(world.database, heard.resolve)
  await inTransaction(world.cx, (tx) => notifyPurge(tx, ['product:1', 'list', 'list']))
  expect(await heard.promise).toEqual(['product:1', 'list'])
  await stop()
})

test('after a broken connection, or a purge that names nothing, everything is forgotten', async () => {
  const heard: unknown[] = []
  let next = Promise.withResolvers<void>()
  const stop = await onPurge(world.database, (tags) => {
    heard.push(tags)
    next.resolve()
  })
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'etal listen' and datname = current_database()`.execute(world.cx.db)
  await next.promise
  for (const say of [
    () => inTransaction(world.cx, (tx) => notifyPurge(tx, 'everything')),
    () => sql`select pg_notify('etal_purge', 'list')`.execute(world.cx.db),
  ]) {
    next = Promise.withResolvers<void>()
    await say()
    await next.promise
  }
  expect(heard).toEqual(['everything', 'everything', 'everything'])
  await stop()
})
