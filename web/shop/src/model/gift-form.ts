import { z } from 'zod'
import type { Gift } from '#modules/vouchers'

const fields = z.object({
  recipientName: z.string().trim().min(1).max(120),
  recipientEmail: z.union([z.literal('').transform(() => null), z.email().max(200)]),
  senderName: z.string().trim().max(120),
  message: z.string().trim().max(600),
  sendOn: z.union([z.literal('').transform(() => null), z.iso.date()]),
})

/** The form of a gift voucher; undefined when a field cannot be meant. */
export function readGift(form: FormData): Gift | undefined {
  const given = Object.fromEntries(Object.keys(fields.shape).map((name) => [name, String(form.get(name) ?? '')]))
  const read = fields.safeParse(given)
  return read.success ? read.data : undefined
}
