import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { invariant } from '#kernel/refusal'
import { verifyOrders } from '#modules/orders'
import { verifyVouchers } from '#modules/vouchers'
import { type Database, openDatabase, sql } from '#platform/db'
import { silentLog } from '#platform/log'
import {
  attackCart,
  attackCode,
  attackInventory,
  attackVoucher,
  naiveVouchers,
  openTarget,
  type Target,
  withoutRowLocks,
} from '#support/acidrain'
import { clean, ensureClone } from '#support/clone'
import { memoryFiles } from '#support/memory-files'
import { useWorld } from '#support/world'

const attacks = { inventory: attackInventory, voucher: attackVoucher, code: attackCode, cart: attackCart }
const names = ['inventory', 'voucher', 'code', 'cart'] as const
const rounds = 5
/** Without its guard a shop is caught in the first rounds; this many and it was not the guard. */
const roundsMax = 60

const world = useWorld()
const outsideOf = () => ({ files: memoryFiles(), mailer: undefined, paymentProviders: {}, connectors: {} })

describe('as it is built', () => {
  test.each(names)('the %s attack finds nothing', async (name) => {
    const target = openTarget(world.database, { outside: outsideOf(), now: world.clock.now })
    let anomalies = 0
    for (let round = 0; round < rounds; round++) anomalies += await attacks[name](target)
    expect(anomalies).toBe(0)
    expect([...(await verifyOrders(target.cx)), ...(await verifyVouchers(target.cx))]).toEqual([])
  })
})

describe('with the guards taken out, the same suite fails', () => {
  let broken: Database | undefined
  let target: Target

  beforeAll(async () => {
    const url = await ensureClone(inject('serverUrl'), `acidrain_${process.env.VITEST_POOL_ID ?? '1'}`)
    broken = await openDatabase({ url, poolSize: 10, log: silentLog })
    await sql
      .raw(readFileSync(new URL('../../simulation/broken/naive-claims.sql', import.meta.url), 'utf8'))
      .execute(broken.db)
    await sql.raw('drop index order_line_units_one_sale').execute(broken.db)
    await sql.raw(naiveVouchers).execute(broken.db)
  })
  beforeEach(async () => {
    invariant(broken, 'the broken build is open')
    await clean(broken.db)
    const database = { ...broken, db: broken.db.withPlugin(withoutRowLocks) }
    target = openTarget(database, { outside: outsideOf(), now: world.clock.now })
  })
  afterAll(() => broken?.close())

  test.each(names)('the %s attack succeeds', async (name) => {
    let anomalies = 0
    for (let round = 0; round < roundsMax && anomalies === 0; round++) anomalies = await attacks[name](target)
    expect(anomalies).toBeGreaterThan(0)
  })
})
