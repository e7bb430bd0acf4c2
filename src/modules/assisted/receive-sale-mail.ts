import { createHash } from 'node:crypto'
import PostalMime, { type Email } from 'postal-mime'
import { type AccountId, newId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { getAccount } from '#modules/channels'
import { claimUnitsIfFree, type Holder } from '#modules/stock'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { standingAds } from './queries.ts'
import { readSaleMail, type SaleMail } from './sale-mail.ts'
import { insertSaleMail, type MailFinding, type SaleMailId, saveFinding } from './store.ts'

/** Who holds the copy while a person has not confirmed what the mail says. */
export const mailHolder = (id: SaleMailId): Holder => `hold:sale-mail-${id}`

const textCharsMax = 20_000

/**
 * Takes one raw message (RFC 5322) from the forwarded mailbox. A mail is no proof, but waiting for a person could sell
 * the copy twice: a sale that fits exactly one ad holds the copy at once, everywhere, until somebody confirms or
 * dismisses it. The same message again changes nothing. Refuses `assisted.mail-unreadable`.
 */
export async function receiveSaleMail(
  cx: Cx,
  accountId: AccountId,
  raw: string,
): Promise<MailFinding['state'] | 'known'> {
  const account = await getAccount(cx, accountId)
  const { habits } =
    cx.outside.byHand?.[account.channel] ?? refuse('channels.not-by-hand', { channel: account.channel })
  const mail = await parseMail(raw)
  return inTransaction(cx, async (tx) => {
    const id = newId<SaleMailId>(tx.now())
    if (!(await insertSaleMail(tx, id, { accountId, mail }))) return 'known'
    const finding = await findingOf(tx, id, readSaleMail(mail, await standingAds(tx, accountId), habits))
    await saveFinding(tx, id, finding)
    return finding.state
  })
}

async function findingOf(tx: Tx, id: SaleMailId, reading: ReturnType<typeof readSaleMail>): Promise<MailFinding> {
  if (reading.kind === 'no-sale') return { state: 'no-sale', priceMinor: null, listingId: null, unitId: null }
  const { priceMinor } = reading
  if (reading.kind === 'unmatched') return { state: 'unmatched', priceMinor, listingId: null, unitId: null }
  const { listingId, unitId } = reading.ad
  if (unitId === null) return { state: 'taken', priceMinor, listingId, unitId }
  const blocked = await claimUnitsIfFree(tx, {
    unitIds: [unitId],
    kind: 'hold',
    holder: mailHolder(id),
    expiresAt: null,
  })
  return { state: blocked.length === 0 ? 'matched' : 'taken', priceMinor, listingId, unitId }
}

async function parseMail(raw: string): Promise<SaleMail> {
  const email = await PostalMime.parse(raw).catch(() => undefined)
  const text = email && (email.text ?? bareText(email.html ?? ''))
  if (!email?.from || !text?.trim()) return refuse('assisted.mail-unreadable', {})
  return {
    messageId: email.messageId ?? createHash('sha256').update(raw).digest('hex'),
    from: senderOf(email),
    subject: (email.subject ?? '').slice(0, 500),
    text: text.slice(0, textCharsMax),
  }
}

const senderOf = ({ from }: Email): string => [from?.name, from?.address].filter(Boolean).join(' ').slice(0, 300)

/** Enough to find titles and amounts; nothing of it is ever shown as HTML. */
const bareText = (html: string): string =>
  html
    .replace(/<(style|script)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;|&#160;/g, ' ')
    .replace(/&euro;|&#8364;/g, '€')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
