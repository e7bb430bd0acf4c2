import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { AccountId } from '#kernel/ids'
import { type Cx, inTransaction } from '#platform/cx'
import { readSecret, writeSecret } from '#platform/secrets'

const secretName = (accountId: AccountId): string => `assisted-mail:${accountId}`

/** The word that makes an account's mail address ours alone; made when it is first asked for. */
export async function mailKey(cx: Cx, accountId: AccountId): Promise<string> {
  const known = await readSecret(cx, secretName(accountId))
  if (typeof known === 'string') return known
  const key = randomBytes(24).toString('base64url')
  await inTransaction(cx, (tx) => writeSecret(tx, secretName(accountId), key))
  return key
}

/** False also for an account that never asked for a key. */
export async function isMailKey(cx: Cx, accountId: AccountId, given: string): Promise<boolean> {
  const known = await readSecret(cx, secretName(accountId))
  return typeof known === 'string' && timingSafeEqual(digest(known), digest(given))
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
