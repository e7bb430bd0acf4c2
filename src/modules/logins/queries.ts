import type { CartId, CustomerId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { hashOf } from './keys.ts'
import type { KeyPurpose, SignInMethod } from './login.ts'

export type LoginRow = {
  readonly customerId: CustomerId
  readonly name: string
  readonly email: string
  readonly lang: string
  readonly passwordHash: string | null
  readonly totpSince: Date | null
  readonly totpLastStep: number
  readonly cartId: CartId | null
}

const columns = sql`l.customer_id, c.name, coalesce(c.email, '') as email, c.lang, l.password_hash, l.totp_since, l.totp_last_step::float8 as totp_last_step, l.cart_id
  from logins l join customers c on c.id = l.customer_id`

export async function findLogin(cx: Cx, customerId: CustomerId): Promise<LoginRow | undefined> {
  const { rows } = await sql<LoginRow>`select ${columns} where l.customer_id = ${customerId}`.execute(cx.db)
  return rows[0]
}

export async function findLoginByEmail(cx: Cx, email: string): Promise<LoginRow | undefined> {
  const { rows } = await sql<LoginRow>`
    select ${columns} where c.source = 'shop' and lower(c.email) = lower(${email})`.execute(cx.db)
  return rows[0]
}

/** What a mailed link would do, without spending it. */
export async function findLoginKey(
  cx: Cx,
  key: string,
): Promise<{ purpose: KeyPurpose; email: string; customerId: CustomerId | null } | undefined> {
  const { rows } = await sql<{ purpose: KeyPurpose; email: string; customerId: CustomerId | null }>`
    select purpose, email, customer_id from login_keys where hash = ${hashOf(key)} and used_at is null and expires_at > ${cx.now()}`.execute(
    cx.db,
  )
  return rows[0]
}

export type SessionRow = {
  readonly id: string
  readonly customerId: CustomerId
  readonly name: string
  readonly email: string
  readonly cartId: CartId | null
  readonly createdAt: Date
  readonly seenAt: Date
}

export async function findSession(cx: Cx, key: string): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select s.id, s.customer_id, c.name, coalesce(c.email, '') as email, l.cart_id, s.created_at, s.seen_at
    from login_sessions s join logins l on l.customer_id = s.customer_id join customers c on c.id = s.customer_id
    where s.hash = ${hashOf(key)} and s.ended_at is null and s.expires_at > ${cx.now()}`.execute(cx.db)
  return rows[0]
}

export type OpenSession = {
  readonly id: string
  readonly method: SignInMethod
  readonly device: string
  readonly createdAt: Date
  readonly seenAt: Date
}
export type PasskeySummary = {
  readonly credentialId: string
  readonly name: string
  readonly createdAt: Date
  readonly usedAt: Date | null
}

export type Security = {
  readonly hasPassword: boolean
  readonly totpSince: Date | null
  readonly backupCodesLeft: number
  readonly passkeys: readonly PasskeySummary[]
  readonly sessions: readonly OpenSession[]
}

/** Everything the security page shows. */
export async function securityOf(cx: Cx, customerId: CustomerId): Promise<Security> {
  const [login, codes, passkeys, sessions] = await Promise.all([
    findLogin(cx, customerId),
    sql<{ count: number }>`
      select count(*)::int as count from login_backup_codes where customer_id = ${customerId} and used_at is null`.execute(
      cx.db,
    ),
    sql<PasskeySummary>`
      select credential_id, name, created_at, used_at from login_passkeys where customer_id = ${customerId} order by created_at`.execute(
      cx.db,
    ),
    sql<OpenSession>`
      select id, method, device, created_at, seen_at from login_sessions
      where customer_id = ${customerId} and ended_at is null and expires_at > ${cx.now()} order by seen_at desc limit 50`.execute(
      cx.db,
    ),
  ])
  return {
    hasPassword: typeof login?.passwordHash === 'string',
    totpSince: login?.totpSince ?? null,
    backupCodesLeft: codes.rows[0]?.count ?? 0,
    passkeys: passkeys.rows,
    sessions: sessions.rows,
  }
}

export type PasskeyRow = {
  readonly credentialId: string
  readonly customerId: CustomerId
  readonly publicKey: Buffer
  readonly counter: number
  readonly transports: readonly string[]
}

export async function findPasskeys(
  cx: Cx,
  by: { customerId: CustomerId } | { credentialId: string },
): Promise<PasskeyRow[]> {
  const condition = 'customerId' in by ? sql`customer_id = ${by.customerId}` : sql`credential_id = ${by.credentialId}`
  const { rows } = await sql<PasskeyRow>`
    select credential_id, customer_id, public_key, counter::float8 as counter, transports from login_passkeys where ${condition}`.execute(
    cx.db,
  )
  return rows
}

/** Secrets and hashes stay inside: they say nothing about the person. */
export async function loginRowsOf(cx: Cx, customerIds: readonly CustomerId[]) {
  const ids = sql`any (${customerIds}::uuid[])`
  const [logins, sessions, passkeys, events] = await Promise.all([
    sql<Record<string, string | boolean | Date | null>>`
      select created_at, password_hash is not null as has_password, totp_since from logins where customer_id = ${ids}`.execute(
      cx.db,
    ),
    sql<Record<string, string | Date | null>>`
      select method, device, created_at, seen_at, ended_at, ended_because from login_sessions where customer_id = ${ids} order by created_at`.execute(
      cx.db,
    ),
    sql<Record<string, string | Date | null>>`
      select name, created_at, used_at from login_passkeys where customer_id = ${ids} order by created_at`.execute(
      cx.db,
    ),
    sql<Record<string, string | Date>>`
      select what, data, at from login_events where customer_id = ${ids} order by id`.execute(cx.db),
  ])
  return { logins: logins.rows, sessions: sessions.rows, passkeys: passkeys.rows, events: events.rows }
}
