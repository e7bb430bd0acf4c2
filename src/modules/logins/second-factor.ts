import { randomInt } from 'node:crypto'
import type { CustomerId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { readSecret, writeSecret } from '#platform/secrets'
import { backupCodesCount, type SignedIn } from './login.ts'
import { findLogin } from './queries.ts'
import { refuseUnlessFresh } from './sessions.ts'
import { insertLoginEvent, replaceBackupCodes, setTotp, spendBackupCode, spendTotpStep } from './store.ts'
import { newTotpSecret, stepOfCode, totpUri } from './totp.ts'

const secretName = (customerId: CustomerId): string => `login-totp:${customerId}`
const offeredName = (customerId: CustomerId): string => `login-totp-offered:${customerId}`

/** The secret offered on the security page until it is confirmed with a first code; the same at every look. */
async function offer(cx: MaybeTx, customerId: CustomerId): Promise<string> {
  const offered = await readSecret(cx, offeredName(customerId))
  if (typeof offered === 'string') return offered
  const secret = newTotpSecret()
  await inTransaction(cx, (tx) => writeSecret(tx, offeredName(customerId), secret))
  return secret
}

const hasOffered = async (cx: Cx, customerId: CustomerId): Promise<boolean> =>
  typeof (await readSecret(cx, offeredName(customerId))) === 'string'

/**
 * Turns the second factor on with a first code and answers the backup codes, shown once. Refuses `login.code-wrong`,
 * `login.not-fresh`.
 */
const confirm = (cx: MaybeTx, signedIn: SignedIn, code: string): Promise<readonly string[]> =>
  inTransaction(cx, async (tx) => {
    refuseUnlessFresh(signedIn)
    const { customerId } = signedIn
    const secret = await readSecret(tx, offeredName(customerId))
    const step =
      typeof secret === 'string' ? stepOfCode(secret, digitsOf(code), { now: tx.now(), lastStep: 0 }) : undefined
    if (typeof secret !== 'string' || step === undefined) return refuse('login.code-wrong', {})
    await writeSecret(tx, secretName(customerId), secret)
    await writeSecret(tx, offeredName(customerId), null)
    await setTotp(tx, customerId, tx.now())
    await spendTotpStep(tx, customerId, step)
    await insertLoginEvent(tx, customerId, 'second-factor-on')
    return newBackupCodes(tx, customerId)
  })

/** Fresh backup codes; the old ones are worth nothing. Refuses `login.not-fresh`. */
const renewCodes = (cx: MaybeTx, signedIn: SignedIn): Promise<readonly string[]> =>
  inTransaction(cx, async (tx) => {
    refuseUnlessFresh(signedIn)
    await insertLoginEvent(tx, signedIn.customerId, 'backup-codes-renewed')
    return newBackupCodes(tx, signedIn.customerId)
  })

/** Refuses `login.not-fresh`. */
const remove = (cx: MaybeTx, signedIn: SignedIn): Promise<void> =>
  inTransaction(cx, async (tx) => {
    refuseUnlessFresh(signedIn)
    await forgetTotp(tx, signedIn.customerId)
    await setTotp(tx, signedIn.customerId, null)
    await insertLoginEvent(tx, signedIn.customerId, 'second-factor-off')
  })

export async function forgetTotp(tx: Tx, customerId: CustomerId): Promise<void> {
  await writeSecret(tx, secretName(customerId), null)
  await writeSecret(tx, offeredName(customerId), null)
  await replaceBackupCodes(tx, customerId, [])
}

/** Spends a code of the app or a backup code; each is good once. */
export async function isCode(tx: Tx, customerId: CustomerId, typed: string): Promise<boolean> {
  const login = await findLogin(tx, customerId)
  const secret = await readSecret(tx, secretName(customerId))
  if (!login || typeof secret !== 'string') return false
  const step = stepOfCode(secret, digitsOf(typed), { now: tx.now(), lastStep: login.totpLastStep })
  if (step !== undefined) return spendTotpStep(tx, customerId, step)
  const isBackup = await spendBackupCode(tx, customerId, backupForm(typed))
  if (isBackup) await insertLoginEvent(tx, customerId, 'backup-code-used')
  return isBackup
}

const digitsOf = (typed: string): string => typed.replace(/\D/g, '')
const backupForm = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '')

/** No letter that is taken for another. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const groupLetters = 5

async function newBackupCodes(tx: Tx, customerId: CustomerId): Promise<readonly string[]> {
  const group = (): string => Array.from({ length: groupLetters }, () => letters[randomInt(letters.length)]).join('')
  const codes = Array.from({ length: backupCodesCount }, () => `${group()}-${group()}`)
  await replaceBackupCodes(tx, customerId, codes.map(backupForm))
  return codes
}

export const secondFactor = { offer, hasOffered, confirm, renewCodes, remove, uri: totpUri } as const
