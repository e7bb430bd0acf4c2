import type { ShopLocals } from '#app/shop'
import { isId } from '#kernel/ids'
import { askForNewEmail, changePassword, endSessions, passkeys, type SignedIn, secondFactor } from '#modules/logins'

/** What one press on the security page has to say; codes are shown once and never again. */
export type Pressed = { readonly done: string; readonly codes?: readonly string[] }

/** Carries out what a form of the security page asks. */
export async function press(
  { cx, lang, shop, ip }: ShopLocals,
  customer: SignedIn,
  given: (name: string) => string,
): Promise<Pressed> {
  const words = { lang, shopName: shop.shopName }
  switch (given('intent')) {
    case 'password':
      await changePassword(cx, customer, { ...words, password: given('password') })
      return { done: 'passwordChanged' }
    case 'email':
      await askForNewEmail(cx, customer, { ...words, ip, email: given('email') })
      return { done: 'emailSent' }
    case 'totp-on':
      return { done: 'totpOn', codes: await secondFactor.confirm(cx, customer, given('code')) }
    case 'totp-off':
      await secondFactor.remove(cx, customer)
      return { done: 'totpOff' }
    case 'codes':
      return { done: 'codesRenewed', codes: await secondFactor.renewCodes(cx, customer) }
    case 'passkey-remove':
      await passkeys.remove(cx, customer, given('credentialId'))
      return { done: 'passkeyRemoved' }
    case 'session-end':
      if (isId(given('sessionId'))) await endSessions(cx, customer, { id: given('sessionId') })
      return { done: 'sessionsEnded' }
    case 'sessions-end':
      await endSessions(cx, customer, 'others')
      return { done: 'sessionsEnded' }
    default:
      return { done: '' }
  }
}
