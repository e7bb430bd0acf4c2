import { type CustomerId, newId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { takeEmail } from '#modules/customers'
import { inTransaction, type MaybeTx } from '#platform/cx'
import type { Lang } from '#platform/i18n'
import { countAttempt, mayMail } from './attempts.ts'
import { newKey } from './keys.ts'
import { passwordCharsMax, passwordCharsMin, type SignedIn } from './login.ts'
import { mailLogin } from './mails.ts'
import { hashPassword } from './password.ts'
import { findLogin, findLoginByEmail } from './queries.ts'
import { refuseUnlessFresh } from './sessions.ts'
import { endSessionRows, insertLoginEvent, insertLoginKey, setPasswordHash, spendLoginKey } from './store.ts'

type Wish = { readonly lang: Lang; readonly shopName: string }

/**
 * Sets or replaces the password; all other sessions end and the owner of the address is told. Refuses `login.not-fresh`,
 * `login.password-too-short`.
 */
export async function changePassword(
  cx: MaybeTx,
  signedIn: SignedIn,
  { password, lang, shopName }: Wish & { password: string },
): Promise<void> {
  refuseUnlessFresh(signedIn)
  if (password.length < passwordCharsMin || password.length > passwordCharsMax)
    refuse('login.password-too-short', { charactersMin: passwordCharsMin })
  const hash = await hashPassword(password)
  await inTransaction(cx, async (tx) => {
    const { customerId, sessionId, email } = signedIn
    await setPasswordHash(tx, customerId, hash)
    await endSessionRows(tx, customerId, { except: sessionId, because: 'password-changed' })
    await insertLoginEvent(tx, customerId, 'password-changed')
    await mailLogin(tx, { id: newId(tx.now()), to: email, lang, kind: 'password-changed', shopName })
  })
}

/**
 * Mails a link to the new address; nothing changes until it is followed. The answer is the same when somebody else signs in
 * with it. Refuses `login.not-fresh`, `request.too-many`.
 */
export async function askForNewEmail(
  cx: MaybeTx,
  signedIn: SignedIn,
  { email, ip, lang, shopName }: Wish & { email: string; ip: string },
): Promise<void> {
  refuseUnlessFresh(signedIn)
  await countAttempt(cx, { ip, account: signedIn.customerId })
  if (!(await mayMail(cx, email))) return
  await inTransaction(cx, async (tx) => {
    const key = newKey()
    const id = await insertLoginKey(tx, {
      key,
      purpose: 'change-email',
      email,
      customerId: signedIn.customerId,
      lang,
      next: '',
    })
    await mailLogin(tx, { id, to: email, lang, kind: 'change-email', key, shopName })
  })
}

/**
 * The new address is confirmed: orders made as a guest with it are the customer's from now on, and the old address is told.
 * Refuses `login.link-expired`; `login.address-taken` when another account signs in with it.
 */
export const confirmNewEmail = (cx: MaybeTx, key: string, { lang, shopName }: Wish): Promise<CustomerId> =>
  inTransaction(cx, async (tx) => {
    const spent = await spendLoginKey(tx, key, 'change-email')
    if (!spent?.customerId) return refuse('login.link-expired', {})
    const { customerId, email } = spent
    const other = await findLoginByEmail(tx, email)
    if (other && other.customerId !== customerId) refuse('login.address-taken', {})
    const before = await findLogin(tx, customerId)
    if (!before) return refuse('login.link-expired', {})
    await takeEmail(tx, customerId, email)
    await insertLoginEvent(tx, customerId, 'email-changed', { from: before.email, to: email })
    if (before.email !== '')
      await mailLogin(tx, { id: newId(tx.now()), to: before.email, lang, kind: 'email-changed', shopName })
    return customerId
  })
