import { expect, test } from 'vitest'
import type { CustomerId } from '#kernel/ids'
import { inTransaction } from '#platform/cx'
import { anAddress } from '#support/makers'
import { useWorld } from '#support/world'
import { addAddress, changeProfile } from './change-customer.ts'
import { withKeptPhone } from './phone.ts'
import { getCustomer, listAddresses, listCustomers } from './queries.ts'
import { ensureShopCustomer } from './store.ts'

const world = useWorld()

const aCustomer = (): Promise<CustomerId> =>
  inTransaction(world.cx, (tx) => ensureShopCustomer(tx, { email: 'ada@example.org', lang: 'fr' }))

test('a profile keeps E.164, is found by the number as people say it, and refuses what is none', async () => {
  const id = await aCustomer()
  await changeProfile(world.cx, id, { name: 'Ada', phone: '06 39 98 00 01', lang: 'fr' })
  expect((await getCustomer(world.cx, id)).phone).toBe('+33639980001')
  for (const text of ['06 39 98', '+33 6 39 98', '0639980001', '39.98']) {
    expect(
      (await listCustomers(world.cx, { text, limit: 10 })).items.map((found) => found.id),
      text,
    ).toEqual([id])
  }
  expect((await listCustomers(world.cx, { text: '06 39 99', limit: 10 })).items).toEqual([])
  await expect(changeProfile(world.cx, id, { name: 'Ada', phone: '06 39', lang: 'fr' })).rejects.toThrow(
    'customer.phone-invalid',
  )
  await changeProfile(world.cx, id, { name: 'Ada', phone: '', lang: 'fr' })
  expect((await getCustomer(world.cx, id)).phone).toBe('')
})

test('the number of an address is dialled in its country', async () => {
  const id = await aCustomer()
  await addAddress(world.cx, id, { address: { ...anAddress, country: 'BE' }, phone: '02 515 25 25' })
  expect(await listAddresses(world.cx, id)).toMatchObject([{ phone: '+3225152525' }])
})

test('a buyer without a number stays one; a wrong one names its field', () => {
  expect(withKeptPhone({ name: 'Ada', phone: '' }, 'FR')).toEqual({ name: 'Ada', phone: '' })
  expect(withKeptPhone({ name: 'Ada' }, 'FR')).toEqual({ name: 'Ada' })
  expect(() => withKeptPhone({ name: 'Ada', phone: '12' }, 'FR')).toThrow('"field":"buyer.phone"')
})
