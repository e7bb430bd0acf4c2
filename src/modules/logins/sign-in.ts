import type { CustomerId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { ensureShopCustomer } from '#modules/customers'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { countAttempt } from './attempts.ts'
import { newKey } from './keys.ts'
import type { SignInMethod, SignInOutcome } from './login.ts'
import { isPassword } from './password.ts'
import { findLogin, findLoginByEmail, findLoginKey } from './queries.ts'
import { isCode } from './second-factor.ts'
import { ensureLogin, insertLoginEvent, insertLoginKey, insertSession, spendLoginKey } from './store.ts'

type Visitor = { readonly ip: string; readonly device: string }

/**
 * Signs in with a mailed link; the address is confirmed by it, and a customer without an account has one from now on.
 * Refuses `login.link-expired`. Of two presses one wins.
 */
export const signInByLink = (cx: MaybeTx, { key, device }: { key: string; device: string }): Promise<SignInOutcome> =>
  inTransaction(cx, async (tx) => {
    const spent = await spendLoginKey(tx, key, 'sign-in')
    if (!spent) return refuse('login.link-expired', {})
    const customerId = await ensureShopCustomer(tx, spent)
    if (await ensureLogin(tx, customerId)) await insertLoginEvent(tx, customerId, 'created')
    return enter(tx, { customerId, method: 'link', device, next: spent.next })
  })

/** Refuses `login.refused` for a wrong address or password alike, after the same time; `request.too-many`. */
export async function signInByPassword(
  cx: MaybeTx,
  { email, password, next, ip, device }: Visitor & { email: string; password: string; next: string },
): Promise<SignInOutcome> {
  await countAttempt(cx, { ip, account: email })
  const login = await findLoginByEmail(cx, email)
  const isRight = await isPassword(password, login?.passwordHash)
  if (!login || !isRight) return refuse('login.refused', {})
  return inTransaction(cx, (tx) => enter(tx, { customerId: login.customerId, method: 'password', device, next }))
}

/** The second factor: a code of the app, or a backup code. Refuses `login.code-wrong`, `login.link-expired`. */
export async function signInByCode(
  cx: MaybeTx,
  { key, code, ip, device }: Visitor & { key: string; code: string },
): Promise<SignInOutcome> {
  const asked = await findLoginKey(cx, key)
  // Counted outside the transaction: a wrong code must not give its attempt back.
  await countAttempt(cx, { ip, account: asked?.customerId ?? '', kind: 'code' })
  return inTransaction(cx, async (tx) => {
    const spent = await spendLoginKey(tx, key, 'second-factor')
    if (!spent?.customerId) return refuse('login.link-expired', {})
    // A wrong code rolls the spending back: the same page may try again, as often as the budget allows.
    if (!(await isCode(tx, spent.customerId, code))) return refuse('login.code-wrong', {})
    const { customerId, next } = spent
    const method = spent.method === 'password' ? 'password' : 'link'
    return { kind: 'signed-in', token: await startSession(tx, customerId, { method, device }), customerId, next }
  })
}

type Entrance = {
  readonly customerId: CustomerId
  readonly method: SignInMethod
  readonly device: string
  readonly next: string
}

async function enter(tx: Tx, { customerId, method, device, next }: Entrance): Promise<SignInOutcome> {
  const login = await findLogin(tx, customerId)
  if (login?.totpSince) {
    const key = newKey()
    const { lang, email } = login
    await insertLoginKey(tx, { key, purpose: 'second-factor', email, customerId, lang, next, method })
    return { kind: 'second-factor', key }
  }
  return { kind: 'signed-in', token: await startSession(tx, customerId, { method, device }), customerId, next }
}

/** A new session, whose token is shown to nobody but the browser. */
export async function startSession(
  tx: Tx,
  customerId: CustomerId,
  { method, device }: { method: SignInMethod; device: string },
): Promise<string> {
  const key = newKey()
  await insertSession(tx, customerId, { key, method, device })
  await insertLoginEvent(tx, customerId, 'signed-in', { method, device: device.slice(0, 200) })
  return key
}
