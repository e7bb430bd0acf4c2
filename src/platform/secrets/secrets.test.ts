import { beforeEach, expect, test } from 'vitest'
import { inTransaction } from '#platform/cx'
import { sql } from '#platform/db'
import { readSecret, unlockSecrets, writeSecret } from '#platform/secrets'
import { useWorld } from '#support/world'

const world = useWorld()
const credentials = { token: 'very secret' }

beforeEach(async () => {
  unlockSecrets('one secret of at least thirty-two letters')
  await inTransaction(world.cx, (tx) => writeSecret(tx, 'channel:1', credentials))
})

test('a secret is read back, and the table does not show it', async () => {
  expect(await readSecret(world.cx, 'channel:1')).toEqual(credentials)
  expect(await readSecret(world.cx, 'channel:2')).toBeUndefined()
  const row = await world.cx.db.selectFrom('secrets').select('ciphertext').executeTakeFirstOrThrow()
  expect(row.ciphertext.toString('latin1')).not.toContain('very secret')
})

test('a row copied to another name does not open', async () => {
  await sql`insert into secrets (name, ciphertext, updated_by) select 'channel:2', ciphertext, 'x' from secrets`.execute(
    world.cx.db,
  )
  await expect(readSecret(world.cx, 'channel:2')).rejects.toThrow()
})

test('another ETAL_SECRET does not open it', async () => {
  unlockSecrets('another secret of at least thirty-two letters')
  await expect(readSecret(world.cx, 'channel:1')).rejects.toThrow()
})
