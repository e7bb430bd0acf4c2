import { hashPassword } from 'better-auth/crypto'
import { refuse } from '#kernel/refusal'
import { minutesFrom } from '#platform/clock'
import { type Cx, inTransaction } from '#platform/cx'
import { findOwner, findUserByEmail } from './queries.ts'
import { insertAuditEntry, insertUser, replaceSetupToken, takeSetupToken, updatePassword } from './store.ts'
import { hashToken, newSecretToken } from './tokens.ts'

export const passwordCharsMin = 10

export type NewOwner = {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly lang: string
}

const demoSignIn = { email: 'demo@etal.local', password: 'etal-demo-2026' } as const

export type OwnerState =
  | { readonly kind: 'exists' }
  | { readonly kind: 'demo'; readonly email: string; readonly password: string }
  | { readonly kind: 'setup'; readonly token: string }

/** What the door of a demo shop may tell; undefined as soon as somebody else owns the shop. */
export async function findDemoSignIn(cx: Cx): Promise<{ email: string; password: string } | undefined> {
  const owner = await findOwner(cx)
  return owner?.email === demoSignIn.email ? { ...demoSignIn } : undefined
}

const setupMinutes = 24 * 60

/**
 * Called at every start. Without an owner, a demo shop gets the demo account and any other shop a new set-up token, which
 * the terminal shows; earlier tokens end. `demo` is told at every start of a demo shop that still has its account.
 */
export async function ensureOwner(cx: Cx, { isDemo }: { isDemo: boolean }): Promise<OwnerState> {
  const owner = await findOwner(cx)
  if (owner) return owner.email === demoSignIn.email ? { kind: 'demo', ...demoSignIn } : { kind: 'exists' }
  if (isDemo) {
    await createOwner(cx, { ...demoSignIn, name: 'Camille', lang: 'fr' })
    return { kind: 'demo', ...demoSignIn }
  }
  const token = newSecretToken()
  await inTransaction(cx, (tx) => replaceSetupToken(tx, hashToken(token), minutesFrom(tx.now(), setupMinutes)))
  return { kind: 'setup', token }
}

/** Makes the first account with the token from the terminal, which works once. Refuses `team.setup-link-not-valid`. */
export const setUpOwner = (cx: Cx, { token, ...owner }: NewOwner & { readonly token: string }): Promise<string> =>
  inTransaction(cx, async (tx) => {
    if (!(await takeSetupToken(tx, hashToken(token)))) refuse('team.setup-link-not-valid', {})
    if (await findOwner(tx)) refuse('team.owner-exists', {})
    return createOwner(tx, owner)
  })

/** Refuses `team.email-taken`. */
export async function createOwner(cx: Cx, { password, email, name, lang }: NewOwner): Promise<string> {
  const passwordHash = await hashPassword(password)
  const id = crypto.randomUUID()
  await inTransaction(cx, async (tx) => {
    await insertUser(tx, { id, name, lang, email: email.toLowerCase(), role: 'owner', passwordHash })
    await insertAuditEntry(tx, { action: 'user.created', subject: `user:${id}`, data: { role: 'owner' } })
  })
  return id
}

/** Sets a new password and signs the person out everywhere. Refuses `team.user-not-found`. */
export async function resetPassword(cx: Cx, { email, password }: { email: string; password: string }): Promise<void> {
  const user = (await findUserByEmail(cx, email)) ?? refuse('team.user-not-found', { email })
  const passwordHash = await hashPassword(password)
  await inTransaction(cx, async (tx) => {
    await updatePassword(tx, user.id, passwordHash)
    await insertAuditEntry(tx, { action: 'user.password-reset', subject: `user:${user.id}` })
  })
}
