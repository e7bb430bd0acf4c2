import type { Tx } from '#platform/cx'
import { formatDate, formatDateTime, formatMoney, isLang, type Lang, pathOf, translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import type { ReturnView } from './queries.ts'

/** Who writes: what the shop's settings say. */
export type Letterhead = { readonly shopName: string; readonly email: string; readonly address: string }

export type MailKind = 'withdrawal' | 'requested' | 'accepted' | 'received' | 'refunded' | 'refused'

/**
 * The news of one step, to the address the buyer declared. The mail about a withdrawal is the acknowledgement of article D221-5: it
 * repeats the declaration with its date and time, and the shop gets the same text.
 */
export async function mailReturn(
  tx: Tx,
  kind: MailKind,
  { found, head, accessToken }: { found: ReturnView; head: Letterhead; accessToken: string },
): Promise<void> {
  const lang: Lang = isLang(found.lang) ? found.lang : 'fr'
  const link = pathOf('order', lang, { number: found.orderNumber })
  const values = {
    number: found.number,
    order: found.orderNumber,
    name: found.buyerName,
    email: found.email,
    at: formatDateTime(lang, found.requestedAt),
    lines: found.lines.map(({ title, detail }) => `– ${title} (${detail})`).join('\n'),
    amount: formatMoney(lang, found.refund?.paidBackMinor ?? 0),
    until: formatDate(lang, new Date(found.requestedAt.getTime() + 14 * 86_400_000)),
    because: found.refusal ?? '',
    shop: head.shopName,
    address: head.address,
    url: `${tx.outside.publicUrl ?? ''}${link}?cle=${accessToken}`,
  }
  const recipients = kind === 'withdrawal' ? [found.email, head.email] : [found.email]
  for (const to of recipients.filter((address) => address !== '')) {
    await queueMail(tx, {
      to,
      subject: translate(lang, `returns:mail.${kind}.subject`, values),
      text: translate(lang, `returns:mail.${kind}.text`, values),
      idempotencyKey: `return.${kind}:${found.id}:${to}`,
    })
  }
}
