import type { Tx } from '#platform/cx'
import { type Lang, pathOf, translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import type { KeyPurpose } from './login.ts'

type Letter = {
  readonly id: string
  readonly to: string
  readonly lang: Lang
  readonly kind: KeyPurpose | 'email-changed' | 'password-changed'
  readonly key?: string
  readonly shopName: string
}

/** The page a mailed link opens; it asks for one press, because mail scanners follow links. */
const addressOf = ({ kind, lang, key = '' }: Letter): string =>
  `${pathOf(kind === 'my-data' ? 'my-data' : 'sign-in-link', lang)}?cle=${key}`

export async function mailLogin(tx: Tx, letter: Letter): Promise<void> {
  const { id, to, lang, kind, shopName } = letter
  const values = { shop: shopName, url: `${tx.outside.publicUrl ?? ''}${addressOf(letter)}` }
  await queueMail(tx, {
    to,
    subject: translate(lang, `account:mail.${kind}.subject`, values),
    text: translate(lang, `account:mail.${kind}.text`, values),
    idempotencyKey: `login:${kind}:${id}`,
  })
}
