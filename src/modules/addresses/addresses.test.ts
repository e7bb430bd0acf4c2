import { expect, test } from 'vitest'
import { useWorld } from '#support/world'
import { moveAddress } from './move-address.ts'
import { findMoved, listMoved } from './queries.ts'

const world = useWorld()
const move = (from: string, to: string, kind: 'product' | 'path' = 'product') =>
  moveAddress(world.cx, { kind, from, to })
const led = async () => Object.fromEntries((await listMoved(world.cx)).map(({ from, to }) => [from, to]))

test('chains are collapsed: every old address leads to the last one in one step', async () => {
  await move('a', 'b')
  await move('b', 'c')
  await move('c', 'd')
  expect(await led()).toEqual({ a: 'd', b: 'd', c: 'd' })
})

test('an address that is taken again leads nowhere else, and there is no loop', async () => {
  await move('a', 'b')
  await move('b', 'a')
  expect(await led()).toEqual({ b: 'a' })
  await move('a', 'b')
  expect(await led()).toEqual({ a: 'b' })
})

test('repeating a move changes nothing', async () => {
  await move('a', 'b')
  world.clock.advanceMs(1000)
  await move('a', 'b')
  expect(await listMoved(world.cx)).toMatchObject([{ from: 'a', to: 'b', movedAt: new Date('2026-03-02T09:00:00Z') }])
})

test('a path leads straight to the end of another one, and never back to itself', async () => {
  await move('/b', '/c', 'path')
  await move('/a', '/b', 'path')
  expect(await led()).toEqual({ '/a': '/c', '/b': '/c' })
  await expect(move('/c', '/a', 'path')).rejects.toThrow('addresses.loop')
  expect(await findMoved(world.cx, 'product', '/a')).toBeUndefined()
})

test('moves in parallel leave neither chains nor loops', async () => {
  const slugs = ['a', 'b', 'c', 'd']
  await Promise.all(slugs.flatMap((from) => slugs.filter((to) => to !== from).map((to) => move(from, to))))
  const left = await led()
  for (const to of Object.values(left)) expect(left[to]).toBeUndefined()
})
