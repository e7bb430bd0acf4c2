import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Cx, Tx } from '#platform/cx'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined }

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

let key: Buffer | undefined

/** Called once at start: derives the encryption key from the configured secret. */
export function unlockSecrets(secret: string): void {
  key = Buffer.from(hkdfSync('sha256', secret, '', 'etal secrets v1', 32))
}

/** Stores `value` encrypted; a later write under the same name replaces it. */
export async function writeSecret(tx: Tx, name: string, value: Json): Promise<void> {
  const row = { name, ciphertext: encrypt(name, JSON.stringify(value)), updatedAt: tx.now(), updatedBy: tx.actor.id }
  await tx.db
    .insertInto('secrets')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute()
}

/** The value written under `name`, or undefined. A changed ETAL_SECRET or a swapped row throws. */
export async function readSecret(cx: Cx, name: string): Promise<Json | undefined> {
  const row = await cx.db.selectFrom('secrets').select('ciphertext').where('name', '=', name).executeTakeFirst()
  return row && JSON.parse(decrypt(name, row.ciphertext))
}

/** What only we can have written under `text`; each purpose has signatures of its own. */
export const signatureOf = (purpose: string, text: string): string =>
  createHmac('sha256', unlockedKey()).update(`${purpose}\0${text}`).digest('base64url')

export function isSignatureOf(purpose: string, text: string, signature: string): boolean {
  const [own, given] = [Buffer.from(signatureOf(purpose, text)), Buffer.from(signature)]
  return own.length === given.length && timingSafeEqual(own, given)
}

// Layout: nonce, tag, ciphertext. The name is additional data, so a row copied to another name does not open.
function encrypt(name: string, text: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, unlockedKey(), nonce).setAAD(Buffer.from(name))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

function decrypt(name: string, stored: Buffer): string {
  const nonce = stored.subarray(0, nonceBytes)
  const tag = stored.subarray(nonceBytes, nonceBytes + tagBytes)
  const decipher = createDecipheriv(algorithm, unlockedKey(), nonce).setAAD(Buffer.from(name)).setAuthTag(tag)
  return Buffer.concat([decipher.update(stored.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8')
}

function unlockedKey(): Buffer {
  if (!key) throw new Error('unlockSecrets has not been called')
  return key
}
