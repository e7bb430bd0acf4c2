import { expect, test } from 'vitest'
import { aCopy, anOrder, someGoods } from '#support/makers'
import { useWorld } from '#support/world'
import { decideScheme } from './decide-scheme.ts'
import { setRegime, taxOfUnit } from './regime.ts'

const world = useWorld()
const regime = { validFrom: '2026-01-01', regime: 'normal', usedScheme: 'margin', isOss: false } as const

test('a piece nobody decided about follows the regime; a decision stays with who, when and why', async () => {
  const { unitId } = await aCopy(world.cx)
  expect(await taxOfUnit(world.cx, unitId)).toMatchObject({ scheme: 'margin', isExempt: true, decisions: [] })
  await setRegime(world.cx, regime)
  const nadia = world.as({ id: 'user:nadia' })
  await decideScheme(nadia, { unitId, scheme: 'normal', because: 'facture 114 avec TVA' })
  world.clock.advanceMs(60_000)
  await decideScheme(nadia, { unitId, scheme: 'margin', because: 'facture lue de travers' })
  const found = await taxOfUnit(world.cx, unitId)
  expect(found).toMatchObject({ scheme: 'margin', isExempt: false, isSold: false })
  expect(found.decisions).toMatchObject([
    { scheme: 'margin', because: 'facture lue de travers', actor: 'user:nadia' },
    { scheme: 'normal', because: 'facture 114 avec TVA', actor: 'user:nadia' },
  ])
})

test('a sold piece keeps the scheme of its sale', async () => {
  const { copies } = await anOrder(world.cx)
  const [copy] = copies
  if (!copy) throw new Error('the order has a copy')
  expect((await taxOfUnit(world.cx, copy.unitId)).isSold).toBe(true)
  await expect(decideScheme(world.cx, { unitId: copy.unitId, scheme: 'normal', because: 'x' })).rejects.toThrow(
    'tax.already-sold',
  )
})

test('the margin scheme is for used pieces; normal tax may be chosen for any', async () => {
  const { unitIds } = await someGoods(world.cx, { quantity: 1 })
  const [unitId] = unitIds
  if (!unitId) throw new Error('one piece was received')
  await expect(decideScheme(world.cx, { unitId, scheme: 'margin', because: 'x' })).rejects.toThrow(
    'tax.margin-is-for-used',
  )
  await decideScheme(world.cx, { unitId, scheme: 'normal', because: 'facture avec TVA' })
  expect((await taxOfUnit(world.cx, unitId)).decisions).toHaveLength(1)
})
