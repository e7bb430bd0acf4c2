import { type CustomerId, newId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { hashOf } from './keys.ts'
import { type KeyPurpose, keyLifeMs, type SignInMethod, sessionLifeMs } from './login.ts'

export type NewLoginKey = {
  readonly key: string
  readonly purpose: KeyPurpose
  readonly email: string
  readonly customerId: CustomerId | null
  readonly lang: string
  readonly next: string
  readonly method?: string
}

const after = (tx: Tx, ms: number): Date => new Date(tx.now().getTime() + ms)

export async function insertLoginKey(tx: Tx, { key, ...row }: NewLoginKey): Promise<string> {
  const id = newId(tx.now())
  const expiresAt = after(tx, keyLifeMs[row.purpose])
  await tx.db
    .insertInto('loginKeys')
    .values({ ...row, id, hash: hashOf(key), createdAt: tx.now(), expiresAt })
    .execute()
  return id
}

export type LoginKey = Omit<NewLoginKey, 'key'>

/** The key is spent by whoever comes first; undefined when it is used, too old or unknown. */
export async function spendLoginKey(tx: Tx, key: string, purpose: KeyPurpose): Promise<LoginKey | undefined> {
  const { rows } = await sql<LoginKey>`
    update login_keys set used_at = ${tx.now()}
    where hash = ${hashOf(key)} and purpose = ${purpose} and used_at is null and expires_at > ${tx.now()}
    returning purpose, email, customer_id, lang, next, method`.execute(tx.db)
  return rows[0]
}

/** Keys are worth nothing a day after they ran out; they hold addresses. */
export async function deleteOldKeys(tx: Tx): Promise<void> {
  await sql`delete from login_keys where expires_at < ${after(tx, -86_400_000)}`.execute(tx.db)
}

export async function ensureLogin(tx: Tx, customerId: CustomerId): Promise<boolean> {
  const { rows } = await sql`
    insert into logins (customer_id, created_at, updated_at) values (${customerId}, ${tx.now()}, ${tx.now()})
    on conflict (customer_id) do nothing returning customer_id`.execute(tx.db)
  return rows.length > 0
}

export async function insertLoginEvent(
  tx: Tx,
  customerId: CustomerId,
  what: string,
  data: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  await tx.db
    .insertInto('loginEvents')
    .values({ customerId, what, data: JSON.stringify(data), at: tx.now(), actor: tx.actor.id })
    .execute()
}

export async function insertSession(
  tx: Tx,
  customerId: CustomerId,
  { key, method, device }: { key: string; method: SignInMethod; device: string },
): Promise<void> {
  await tx.db
    .insertInto('loginSessions')
    .values({
      id: newId(tx.now()),
      customerId,
      hash: hashOf(key),
      method,
      device: device.slice(0, 200),
      createdAt: tx.now(),
      seenAt: tx.now(),
      expiresAt: after(tx, sessionLifeMs),
    })
    .execute()
}

export async function touchSession(tx: Tx, sessionId: string): Promise<void> {
  await tx.db
    .updateTable('loginSessions')
    .set({ seenAt: tx.now(), expiresAt: after(tx, sessionLifeMs) })
    .where('id', '=', sessionId)
    .where('endedAt', 'is', null)
    .execute()
}

/** Ends one session of a customer, or all but one; answers how many were open. */
export async function endSessionRows(
  tx: Tx,
  customerId: CustomerId,
  { only, except, because }: { only?: string; except?: string; because: string },
): Promise<number> {
  const { rows } = await sql`
    update login_sessions set ended_at = ${tx.now()}, ended_because = ${because}
    where customer_id = ${customerId} and ended_at is null and (${only ?? null}::text is null or id::text = ${only ?? null})
      and (${except ?? null}::text is null or id::text <> ${except ?? null})
    returning id`.execute(tx.db)
  return rows.length
}

export async function setPasswordHash(tx: Tx, customerId: CustomerId, passwordHash: string | null): Promise<void> {
  await tx.db
    .updateTable('logins')
    .set({ passwordHash, updatedAt: tx.now() })
    .where('customerId', '=', customerId)
    .execute()
}

export async function setTotp(tx: Tx, customerId: CustomerId, since: Date | null): Promise<void> {
  await tx.db
    .updateTable('logins')
    .set({ totpSince: since, totpLastStep: 0, updatedAt: tx.now() })
    .where('customerId', '=', customerId)
    .execute()
}

/** False when this step or a later one was used already: of two requests with one code one wins. */
export async function spendTotpStep(tx: Tx, customerId: CustomerId, step: number): Promise<boolean> {
  const { rows } = await sql`
    update logins set totp_last_step = ${step} where customer_id = ${customerId} and totp_last_step < ${step} returning customer_id`.execute(
    tx.db,
  )
  return rows.length > 0
}

export async function replaceBackupCodes(tx: Tx, customerId: CustomerId, codes: readonly string[]): Promise<void> {
  await tx.db.deleteFrom('loginBackupCodes').where('customerId', '=', customerId).execute()
  if (codes.length === 0) return
  await tx.db
    .insertInto('loginBackupCodes')
    .values(codes.map((code) => ({ customerId, hash: hashOf(code) })))
    .execute()
}

export async function spendBackupCode(tx: Tx, customerId: CustomerId, code: string): Promise<boolean> {
  const { rows } = await sql`
    update login_backup_codes set used_at = ${tx.now()}
    where customer_id = ${customerId} and hash = ${hashOf(code)} and used_at is null returning hash`.execute(tx.db)
  return rows.length > 0
}

export type NewPasskey = {
  readonly credentialId: string
  readonly publicKey: Buffer
  readonly counter: number
  readonly transports: readonly string[]
  readonly name: string
}

/** False when this passkey is known already. */
export async function insertPasskey(tx: Tx, customerId: CustomerId, passkey: NewPasskey): Promise<boolean> {
  const added = await tx.db
    .insertInto('loginPasskeys')
    .values({ ...passkey, transports: [...passkey.transports], customerId, createdAt: tx.now() })
    .onConflict((conflict) => conflict.column('credentialId').doNothing())
    .returning('credentialId')
    .executeTakeFirst()
  return added !== undefined
}

export async function recordPasskeyUse(tx: Tx, credentialId: string, counter: number): Promise<void> {
  await tx.db
    .updateTable('loginPasskeys')
    .set({ counter, usedAt: tx.now() })
    .where('credentialId', '=', credentialId)
    .execute()
}

export async function deletePasskey(tx: Tx, customerId: CustomerId, credentialId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('loginPasskeys')
    .where('customerId', '=', customerId)
    .where('credentialId', '=', credentialId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function setLoginCart(tx: Tx, customerId: CustomerId, cartId: string | null): Promise<void> {
  await tx.db.updateTable('logins').set({ cartId }).where('customerId', '=', customerId).execute()
}

/** Sessions, passkeys and codes go with the login. */
export async function deleteLogins(
  tx: Tx,
  { customerIds, emails }: { customerIds: readonly CustomerId[]; emails: readonly string[] },
): Promise<void> {
  const ids = sql`any (${customerIds}::uuid[])`
  await sql`delete from login_keys where customer_id = ${ids} or lower(email) = any (${emails}::text[])`.execute(tx.db)
  await sql`delete from login_events where customer_id = ${ids}`.execute(tx.db)
  await sql`delete from logins where customer_id = ${ids}`.execute(tx.db)
}
