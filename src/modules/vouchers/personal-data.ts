import type { PersonalData } from '#modules/customers'
import { vouchersFor } from './queries-bought.ts'
import { forgetRecipients } from './store-sending.ts'

/** Vouchers sent to somebody. Their value stays with whoever has the code; names, address and message go once it was sent. */
export const personalData: PersonalData = {
  name: 'vouchers',
  read: async (cx, { emails }) =>
    (await vouchersFor(cx, emails)).map(({ sentAt, ...voucher }) => ({
      ...voucher,
      sentAt: sentAt?.toISOString() ?? null,
    })),
  async erase(tx, { emails }) {
    await forgetRecipients(tx, emails)
    return []
  },
}
