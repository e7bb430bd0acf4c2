import type { TokenId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx, Tx } from '#platform/cx'
import { jsonb } from '#platform/db'
import type { Json } from '#platform/secrets'

export type NewUser = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: string
  readonly lang: string
  readonly passwordHash: string
}

/** Refuses `team.email-taken`. */
export async function insertUser(tx: Tx, { passwordHash, ...user }: NewUser): Promise<void> {
  const at = { createdAt: tx.now(), updatedAt: tx.now() }
  const added = await tx.db
    .insertInto('users')
    .values({ ...user, ...at, emailVerified: true })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) refuse('team.email-taken', { email: user.email })
  await tx.db
    .insertInto('accounts')
    .values({
      id: user.id,
      userId: user.id,
      accountId: user.id,
      providerId: 'credential',
      password: passwordHash,
      ...at,
    })
    .execute()
}

/** Replaces the password and ends every session, so that whoever knew the old one is out. */
export async function updatePassword(tx: Tx, userId: string, passwordHash: string): Promise<void> {
  await tx.db
    .updateTable('accounts')
    .set({ password: passwordHash, updatedAt: tx.now() })
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .execute()
  await tx.db.deleteFrom('sessions').where('userId', '=', userId).execute()
}

export type NewToken = { id: TokenId; name: string; tokenHash: string; scopes: string[] }

export async function insertToken(tx: Tx, token: NewToken): Promise<void> {
  await tx.db
    .insertInto('apiTokens')
    .values({ ...token, createdBy: tx.actor.id, createdAt: tx.now() })
    .execute()
}

/** False when there is no such token in use. */
export async function endToken(tx: Tx, tokenId: TokenId): Promise<boolean> {
  const ended = await tx.db
    .updateTable('apiTokens')
    .set({ revokedAt: tx.now(), revokedBy: tx.actor.id })
    .where('id', '=', tokenId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return ended.numUpdatedRows > 0n
}

/** Written at most once a minute per token: a busy integration does not turn every read into a write. */
export async function touchToken(cx: Cx, tokenId: string): Promise<void> {
  const minuteAgo = new Date(cx.now().getTime() - 60_000)
  await cx.db
    .updateTable('apiTokens')
    .set({ lastUsedAt: cx.now() })
    .where('id', '=', tokenId)
    .where((where) => where.or([where('lastUsedAt', 'is', null), where('lastUsedAt', '<', minuteAgo)]))
    .execute()
}

const setupIdentifier = 'owner-setup'

export async function replaceSetupToken(tx: Tx, tokenHash: string, expiresAt: Date): Promise<void> {
  await deleteSetupToken(tx)
  await tx.db
    .insertInto('verifications')
    .values({ id: crypto.randomUUID(), identifier: setupIdentifier, value: tokenHash, expiresAt })
    .execute()
}

/** True once, for the token that was printed last and has not expired. */
export async function takeSetupToken(tx: Tx, tokenHash: string): Promise<boolean> {
  const taken = await tx.db
    .deleteFrom('verifications')
    .where('identifier', '=', setupIdentifier)
    .where('value', '=', tokenHash)
    .where('expiresAt', '>', tx.now())
    .executeTakeFirst()
  return taken.numDeletedRows > 0n
}

async function deleteSetupToken(tx: Tx): Promise<void> {
  await tx.db.deleteFrom('verifications').where('identifier', '=', setupIdentifier).execute()
}

export type AuditEntry = { action: string; subject: string; data?: { [key: string]: Json } }

export async function insertAuditEntry(tx: Tx, { action, subject, data = {} }: AuditEntry): Promise<void> {
  await tx.db
    .insertInto('auditEntries')
    .values({ at: tx.now(), actor: tx.actor.id, action, subject, data: jsonb(data) })
    .execute()
}

export async function upsertSetting(tx: Tx, key: string, value: Json): Promise<void> {
  const row = { key, value: jsonb(value), updatedAt: tx.now(), updatedBy: tx.actor.id }
  await tx.db
    .insertInto('settings')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute()
}
