import { describe, expect, test } from 'vitest'
import { useWorld } from '#support/world'
import { offeredTrackers } from './queries.ts'
import { choiceIn, consentState, hostsOf, isIdentifier, startScript } from './tracker.ts'
import { addTracker, chooseTrackers, removeTracker } from './trackers.ts'

const world = useWorld()

const ga = { kind: 'ga4', identifier: 'G-ABC123', purpose: 'audience' } as const
const meta = { kind: 'meta-pixel', identifier: '1234567890', purpose: 'advertising' } as const
const state = async (cookie?: string) => consentState(await offeredTrackers(world.cx), cookie)
const choose = (...accepted: ('audience' | 'advertising')[]) =>
  chooseTrackers(world.cx, { accepted, lang: 'fr', ip: '192.0.2.1' })

test('without a tracker nobody is asked', async () => {
  expect(await state()).toMatchObject({ isAsked: false, allowed: [] })
})

test('until somebody accepts nothing is allowed; saying nothing and refusing are the same to the tracker', async () => {
  await addTracker(world.cx, ga)
  await addTracker(world.cx, ga)
  expect(await offeredTrackers(world.cx)).toHaveLength(1)
  expect(await state()).toMatchObject({ isAsked: true, allowed: [] })
  expect(await state(await choose())).toMatchObject({ isAsked: false, allowed: [] })
  expect(await state(await choose('audience'))).toMatchObject({ isAsked: false, allowed: [ga] })
  const proofs = await world.cx.db
    .selectFrom('consents')
    .select(['accepted', 'lang', 'offered'])
    .orderBy('accepted')
    .execute()
  expect(proofs).toMatchObject([
    { accepted: [], lang: 'fr', offered: [ga] },
    { accepted: ['audience'], offered: [ga] },
  ])
})

test('a purpose that is not offered cannot be accepted, and another list asks again', async () => {
  await addTracker(world.cx, ga)
  const cookie = await choose('audience', 'advertising')
  expect(choiceIn(cookie)?.accepted).toEqual(['audience'])
  await addTracker(world.cx, meta)
  expect(await state(cookie)).toMatchObject({ isAsked: true, allowed: [] })
  expect((await state(await choose('advertising'))).allowed).toMatchObject([meta])
})

test('a removed tracker is gone at once', async () => {
  await addTracker(world.cx, ga)
  const [tracker] = await offeredTrackers(world.cx)
  if (!tracker) throw new Error('no tracker')
  await removeTracker(world.cx, tracker.id)
  expect(await state(await choose('audience'))).toMatchObject({ isAsked: false, allowed: [] })
  await expect(removeTracker(world.cx, tracker.id)).rejects.toThrow('consent.tracker-unknown')
})

test('a choice that cannot be read is none', () => {
  for (const cookie of [undefined, '', 'x', 'a.b', '..']) expect(consentState([], cookie).allowed).toEqual([])
  expect(choiceIn('id.list.audience+nonsense')?.accepted).toEqual(['audience'])
})

describe('an identifier', () => {
  test.each([
    ['ga4', 'G-1"); alert(1)', false],
    ['ga4', 'G-ABC123', true],
    ['meta-pixel', '12', false],
    ['script', 'javascript:alert(1)', false],
    ['script', "https://a.example/x.js'; script-src *", false],
    ['script', 'http://a.example/x.js', false],
    ['script', 'https://stats.example/js/s.js', true],
    ['script', 'http://127.0.0.1:3001/tracker/tag.js', true],
  ] as const)('of %s: %s is fine: %s', (kind, identifier, isFine) => {
    expect(isIdentifier(kind, identifier)).toBe(isFine)
  })
  test('that looks wrong is refused', async () => {
    await expect(addTracker(world.cx, { ...ga, identifier: 'x' })).rejects.toThrow('consent.tracker-invalid')
  })
})

test('what an accepted tracker may reach is named host by host', async () => {
  await addTracker(world.cx, { kind: 'script', identifier: 'https://stats.example/s.js', purpose: 'audience' })
  const offered = await offeredTrackers(world.cx)
  expect(hostsOf(offered)).toEqual({
    script: ['https://stats.example'],
    connect: ['https://stats.example'],
    img: ['https://stats.example'],
  })
  expect(startScript(offered)).toContain('"https://stats.example/s.js"')
  expect(hostsOf([])).toEqual({ script: [], connect: [], img: [] })
})
