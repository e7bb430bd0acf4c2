import { expect, test } from 'vitest'
import { type Cx, systemActor } from '#platform/cx'
import { silentLog } from '#platform/log'
import { createKeeper } from './index.ts'

const cx: Cx = Object.create({ actor: systemActor, log: silentLog })

function aFact(tags: readonly string[] = ['shop']) {
  let nowMs = 0
  let reads = 0
  const keeper = createKeeper({ nowMs: () => nowMs })
  const fact = keeper.keep(tags, async (_: Cx, lang: string) => {
    reads += 1
    return `${lang} ${reads}`
  })
  keeper.listen()
  return { keeper, fact, advanceMs: (ms: number) => (nowMs += ms) }
}

test('a fact is read once for the same arguments', async () => {
  const { fact } = aFact()
  expect(await Promise.all([fact(cx, 'fr'), fact(cx, 'fr'), fact(cx, 'en')])).toEqual(['fr 1', 'fr 1', 'en 2'])
})

test('a purge of its tag, or of everything, makes it be read anew; another tag does not', async () => {
  const { keeper, fact } = aFact()
  await fact(cx, 'fr')
  keeper.forget(['content'])
  expect(await fact(cx, 'fr')).toBe('fr 1')
  keeper.forget(['list', 'shop'])
  expect(await fact(cx, 'fr')).toBe('fr 2')
  keeper.forget('everything')
  expect(await fact(cx, 'fr')).toBe('fr 3')
})

test('what was being read when the purge came is answered to who asked before, and to nobody after', async () => {
  const keeper = createKeeper({ nowMs: () => 0 })
  const gates = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
  let reads = 0
  const fact = keeper.keep(['shop'], () => gates[reads++]?.promise ?? Promise.reject(new Error('asked too often')))
  keeper.listen()
  const before = fact(cx)
  keeper.forget(['shop'])
  const after = fact(cx)
  gates[1]?.resolve('new')
  gates[0]?.resolve('old')
  expect([await before, await after, await fact(cx)]).toEqual(['old', 'new', 'new'])
})

test('a process that hears no purges keeps nothing', async () => {
  let reads = 0
  const fact = createKeeper({ nowMs: () => 0 }).keep([], async () => (reads += 1))
  expect([await fact(cx), await fact(cx)]).toEqual([1, 2])
})

test('a failure is not kept, and nothing is kept for longer than half a minute', async () => {
  let reads = 0
  let nowMs = 0
  const keeper = createKeeper({ nowMs: () => nowMs })
  const fact = keeper.keep([], async () => {
    reads += 1
    if (reads === 1) throw new Error('broken')
    return reads
  })
  keeper.listen()
  await expect(fact(cx)).rejects.toThrow('broken')
  expect(await fact(cx)).toBe(2)
  nowMs = 29_999
  expect(await fact(cx)).toBe(2)
  nowMs = 30_000
  expect(await fact(cx)).toBe(3)
})
