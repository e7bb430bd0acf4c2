import { z } from 'zod'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { formatDate, formatMoney, isLang, type Lang, pathOf, translate } from '#platform/i18n'
import { defineJob } from '#platform/jobs'
import { queueMail } from '#platform/mail'
import { type DueVoucher, takeDueVouchers } from './store-sending.ts'

const perRunMax = 50

/** Mails the vouchers whose day has come, each once, and says how many. */
const sendDueVouchers = (cx: MaybeTx): Promise<number> =>
  inTransaction(cx, async (tx) => {
    const rows = await takeDueVouchers(tx, perRunMax)
    for (const voucher of rows) await mail(tx, voucher)
    return rows.length
  })

async function mail(tx: Tx, { id, recipientEmail, ...voucher }: DueVoucher): Promise<void> {
  const lang: Lang = isLang(voucher.lang) ? voucher.lang : 'fr'
  const values = {
    name: voucher.recipientName,
    sender: voucher.senderName,
    message: voucher.message,
    amount: formatMoney(lang, voucher.initialMinor),
    code: voucher.code,
    until: voucher.expiresAt ? formatDate(lang, voucher.expiresAt) : '',
    url: voucherUrl(tx.outside.publicUrl ?? '', lang, voucher.code),
  }
  await queueMail(tx, {
    to: recipientEmail,
    subject: translate(lang, 'vouchers:mail.subject', values),
    text: translate(lang, 'vouchers:mail.text', values),
    idempotencyKey: `voucher:${id}`,
  })
}

/** The page that shows and prints it; whoever has the code may see it. */
const voucherUrl = (publicUrl: string, lang: Lang, code: string): string =>
  `${publicUrl}${pathOf('gift-voucher', lang)}?code=${code}`

const sendDue = defineJob({
  name: 'vouchers.send-due',
  data: z.object({}),
  everySeconds: 30,
  retryLimit: 0,
  run: async (cx) => {
    await sendDueVouchers(cx)
  },
})

export const jobs = [sendDue]
