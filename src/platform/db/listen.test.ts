import { expect, test } from 'vitest'
import { useWorld } from '#support/world'
import { sql } from './index.ts'

const world = useWorld()

const notify = (channel: string, payload: string) => sql`select pg_notify(${channel}, ${payload})`.execute(world.cx.db)

/** A listener that hands out what it heard, one by one. */
async function listenTo(channel: string) {
  const heard: string[] = []
  const waiting: ((payload: string) => void)[] = []
  const stop = await world.database.listen(channel, (payload) => {
    const next = waiting.shift()
    if (next) next(payload)
    else heard.push(payload)
  })
  const next = () =>
    new Promise<string>((resolve) => {
      const payload = heard.shift()
      if (payload === undefined) waiting.push(resolve)
      else resolve(payload)
    })
  return { next, stop, heard }
}

test('a listener hears its channel only, until it stops', async () => {
  const [birds, trains] = [await listenTo('birds'), await listenTo('trains')]
  await notify('birds', 'wren')
  expect(await birds.next()).toBe('wren')
  await birds.stop()
  await notify('birds', 'robin')
  await notify('trains', 'express')
  expect(await trains.next()).toBe('express')
  expect([birds.heard, trains.heard]).toEqual([[], []])
  await trains.stop()
})

test('after a broken connection every listener is told to look, and hears again', async () => {
  const birds = await listenTo('birds')
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'etal listen' and datname = current_database()`.execute(
    world.cx.db,
  )
  expect(await birds.next()).toBe('')
  await notify('birds', 'wren')
  expect(await birds.next()).toBe('wren')
  await birds.stop()
})
