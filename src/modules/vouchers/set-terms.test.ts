import { expect, test } from 'vitest'
import { useWorld } from '#support/world'
import { findTerms, getVoucher, listTerms } from './queries.ts'
import { setTerms } from './set-terms.ts'
import { issueVoucher } from './store-ledger.ts'

const world = useWorld()
const terms = { validFrom: '2026-03-10', validMonths: 12, amountMinMinor: 500, amountMaxMinor: 20_000 }
const issue = async () =>
  getVoucher(
    world.cx,
    await issueVoucher(world.cx, { amountMinor: 1000, lang: 'fr', reference: 'office', because: 'x' }),
  )

test('terms hold from their first day in Paris, and vouchers issued before keep theirs', async () => {
  await setTerms(world.as({ id: 'user:nadia' }), terms)
  expect(await findTerms(world.cx)).toMatchObject({ validMonths: 24 })
  const early = await issue()
  world.clock.set('2026-03-09T23:00:00Z')
  expect(await findTerms(world.cx)).toMatchObject({ validMonths: 12, amountMinMinor: 500, amountMaxMinor: 20_000 })
  expect((await issue()).expiresAt?.toISOString()).toBe('2027-03-09T23:00:00.000Z')
  expect((await getVoucher(world.cx, early.id)).expiresAt).toEqual(early.expiresAt)
  expect(early.expiresAt?.toISOString().slice(0, 7)).toBe('2028-03')
})

test('the same day again replaces it, and tells who', async () => {
  for (const validMonths of [12, 36]) await setTerms(world.as({ id: 'user:nadia' }), { ...terms, validMonths })
  const [latest] = await listTerms(world.cx)
  expect(latest).toMatchObject({ validFrom: '2026-03-10', validMonths: 36, setBy: 'user:nadia' })
})

test('yesterday cannot be changed, and the least is not more than the most', async () => {
  await expect(setTerms(world.cx, { ...terms, validFrom: '2026-03-01' })).rejects.toThrow('voucher.terms-in-the-past')
  await expect(setTerms(world.cx, { ...terms, amountMaxMinor: 499 })).rejects.toThrow('voucher.terms-upside-down')
  await setTerms(world.cx, { ...terms, validFrom: '2026-03-02' })
  expect(await findTerms(world.cx)).toMatchObject({ validMonths: 12 })
})
