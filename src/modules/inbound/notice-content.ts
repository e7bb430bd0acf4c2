import { z } from 'zod'
import type { Notice } from '#modules/channels'
import { remoteOrderSchema } from './remote-order-schema.ts'

/** What a push told us, as `inbound_events.content` keeps it. */
export const noticeContent = z.object({
  orders: z.array(remoteOrderSchema),
  isPollDue: z.boolean(),
  remoteIds: z.array(z.string()),
  departedBuyers: z.array(z.string()).default([]),
})
export type NoticeContent = z.output<typeof noticeContent>

export type EventNotice = Extract<Notice, { kind: 'event' }>
