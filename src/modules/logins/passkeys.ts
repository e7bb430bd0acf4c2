import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { countAttempt } from './attempts.ts'
import { newKey } from './keys.ts'
import { type KeyPurpose, passkeysMax, type SignedIn, type SignInOutcome } from './login.ts'
import { findPasskeys, type PasskeyRow } from './queries.ts'
import { refuseUnlessFresh } from './sessions.ts'
import { startSession } from './sign-in.ts'
import {
  deletePasskey,
  insertLoginEvent,
  insertLoginKey,
  insertPasskey,
  recordPasskeyUse,
  spendLoginKey,
} from './store.ts'

/** Passkeys belong to the shop's public address; the browser refuses them anywhere else. */
type Site = { readonly publicUrl: string; readonly shopName: string }
const siteOf = ({ publicUrl }: Site) => ({
  expectedOrigin: new URL(publicUrl).origin,
  expectedRPID: new URL(publicUrl).hostname,
})

/** What the browser needs to make a passkey. Refuses `login.not-fresh`, `login.passkeys-full`. */
async function offer(cx: MaybeTx, signedIn: SignedIn, site: Site): Promise<PublicKeyCredentialCreationOptionsJSON> {
  refuseUnlessFresh(signedIn)
  const known = await findPasskeys(cx, { customerId: signedIn.customerId })
  if (known.length >= passkeysMax) refuse('login.passkeys-full', { passkeysMax })
  const challenge = await newChallenge(cx, 'passkey-add', signedIn)
  return generateRegistrationOptions({
    rpName: site.shopName,
    rpID: new URL(site.publicUrl).hostname,
    userName: signedIn.email,
    userID: new TextEncoder().encode(signedIn.customerId),
    challenge: new TextEncoder().encode(challenge),
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** Keeps a passkey the browser made for our challenge. Refuses `login.passkey-refused`. */
const add = (
  cx: MaybeTx,
  signedIn: SignedIn,
  { response, name, ...site }: Site & { response: RegistrationResponseJSON; name: string },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    refuseUnlessFresh(signedIn)
    const { customerId } = signedIn
    const answer = await verifyRegistrationResponse({
      ...siteOf(site),
      response,
      requireUserVerification: true,
      expectedChallenge: (given) => isOurs(tx, given, { purpose: 'passkey-add', customerId }),
    }).catch(() => undefined)
    if (!answer?.verified) return refuse('login.passkey-refused', {})
    const { id, publicKey, counter, transports = [] } = answer.registrationInfo.credential
    const passkey = {
      credentialId: id,
      publicKey: Buffer.from(publicKey),
      counter,
      transports,
      name: name.slice(0, 80),
    }
    if (!(await insertPasskey(tx, customerId, passkey))) refuse('login.passkey-refused', {})
    await insertLoginEvent(tx, customerId, 'passkey-added', { name: passkey.name })
  })

/** Refuses `login.not-fresh`. */
const remove = (cx: MaybeTx, signedIn: SignedIn, credentialId: string): Promise<void> =>
  inTransaction(cx, async (tx) => {
    refuseUnlessFresh(signedIn)
    if (await deletePasskey(tx, signedIn.customerId, credentialId))
      await insertLoginEvent(tx, signedIn.customerId, 'passkey-removed')
  })

/** A challenge for anybody: which passkey answers is the browser's choice, and no address is named. */
async function ask(
  cx: MaybeTx,
  { ip, ...site }: Site & { ip: string },
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  await countAttempt(cx, { ip, account: '' })
  const challenge = await newChallenge(cx, 'passkey-sign-in', undefined)
  return generateAuthenticationOptions({
    rpID: new URL(site.publicUrl).hostname,
    challenge: new TextEncoder().encode(challenge),
    userVerification: 'required',
  })
}

/** Refuses `login.passkey-refused`, whatever was wrong. */
async function signIn(
  cx: MaybeTx,
  {
    response,
    ip,
    device,
    next,
    ...site
  }: Site & { response: AuthenticationResponseJSON; ip: string; device: string; next: string },
): Promise<SignInOutcome> {
  await countAttempt(cx, { ip, account: '' })
  return inTransaction(cx, async (tx) => {
    const [passkey] = await findPasskeys(tx, { credentialId: response.id })
    if (!passkey) return refuse('login.passkey-refused', {})
    const answer = await verifyAuthenticationResponse({
      ...siteOf(site),
      response,
      requireUserVerification: true,
      credential: credentialOf(passkey),
      expectedChallenge: (given) => isOurs(tx, given, { purpose: 'passkey-sign-in', customerId: null }),
    }).catch(() => undefined)
    if (!answer?.verified) return refuse('login.passkey-refused', {})
    await recordPasskeyUse(tx, passkey.credentialId, answer.authenticationInfo.newCounter)
    const token = await startSession(tx, passkey.customerId, { method: 'passkey', device })
    return { kind: 'signed-in', token, customerId: passkey.customerId, next }
  })
}

const credentialOf = ({ credentialId, publicKey, counter }: PasskeyRow) => ({
  id: credentialId,
  publicKey: new Uint8Array(publicKey),
  counter,
})

async function newChallenge(cx: MaybeTx, purpose: KeyPurpose, signedIn: SignedIn | undefined): Promise<string> {
  const key = newKey()
  const row = {
    key,
    purpose,
    email: signedIn?.email ?? '',
    customerId: signedIn?.customerId ?? null,
    lang: 'fr',
    next: '',
  }
  await inTransaction(cx, (tx) => insertLoginKey(tx, row))
  return key
}

/** The challenge comes back as the browser wrote it: base64url of our text. It is spent by being asked about. */
async function isOurs(
  tx: Tx,
  given: string,
  { purpose, customerId }: { purpose: KeyPurpose; customerId: string | null },
): Promise<boolean> {
  const spent = await spendLoginKey(tx, Buffer.from(given, 'base64url').toString('utf8'), purpose)
  return spent !== undefined && spent.customerId === customerId
}

export const passkeys = { offer, add, remove, ask, signIn } as const
