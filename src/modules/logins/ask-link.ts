import { inTransaction, type MaybeTx } from '#platform/cx'
import type { Lang } from '#platform/i18n'
import { countAttempt, mayMail } from './attempts.ts'
import { newKey } from './keys.ts'
import { mailLogin } from './mails.ts'
import { deleteOldKeys, insertLoginKey } from './store.ts'

type LinkWish = {
  readonly email: string
  readonly lang: Lang
  readonly next: string
  readonly ip: string
  readonly shopName: string
  readonly purpose: 'sign-in' | 'my-data'
}

/**
 * Mails a link that signs in (and makes the account when there is none), or opens the page of one's data. The answer is the
 * same for every address: nobody learns who has an account. Refuses `request.too-many` by network address only.
 */
export async function askForLink(cx: MaybeTx, { email, lang, next, ip, shopName, purpose }: LinkWish): Promise<void> {
  await countAttempt(cx, { ip, account: '' })
  if (!(await mayMail(cx, email))) return
  await inTransaction(cx, async (tx) => {
    await deleteOldKeys(tx)
    const key = newKey()
    const id = await insertLoginKey(tx, { key, purpose, email, customerId: null, lang, next })
    await mailLogin(tx, { id, to: email, lang, kind: purpose, key, shopName })
  })
}
