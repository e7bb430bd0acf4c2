import type { AccountId } from '#kernel/ids'
import { Outage, Refusal } from '#kernel/refusal'
import {
  type Account,
  getAccount,
  type InboundRequest,
  type Notice,
  noteAccount,
  openConnector,
} from '#modules/channels'
import { type Cx, inTransaction } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { addressOf } from './address.ts'
import type { EventNotice } from './notice-content.ts'
import { countAccepted, countRefused } from './store-doors.ts'
import { insertEvent } from './store-events.ts'

export type PushAnswer = {
  readonly status: 200 | 401
  readonly body: string
  readonly contentType: string
}
export type Push = Omit<InboundRequest, 'address'> & { readonly channel: string; readonly accountId: AccountId }

const refused: PushAnswer = { status: 401, body: 'not accepted', contentType: 'text/plain' }
const taken: PushAnswer = { status: 200, body: '', contentType: 'text/plain' }

/**
 * A vendor, or somebody who says so, sends us a message. What is signed is written down before it is answered, and worked
 * on afterwards; the same event again changes nothing. Everything else gets one answer, whether the account exists or not.
 */
export async function receivePush(cx: Cx, push: Push): Promise<PushAnswer> {
  const account = await findAccount(cx, push.accountId)
  if (account?.channel !== push.channel || !cx.outside.connectors[account.channel]) return refused
  try {
    const notice = await readPush(cx, push)
    return notice ? await answer(cx, push.accountId, notice) : refused
  } catch (error) {
    // Nothing is known about the push yet, so the vendor must send it again; should it not, the poll finds what it told.
    if (!(error instanceof Outage)) throw error
    cx.log.warn({ err: error, account: account.label }, 'push could not be read')
    await countRefused(cx, account.id, { why: 'unread', message: error.message })
    return refused
  }
}

/** Undefined from a vendor that does not push. */
async function readPush(cx: Cx, { accountId, channel, ...request }: Push): Promise<Notice | undefined> {
  const { connector } = await openConnector(cx, accountId, 'poll')
  return connector.notifications?.read({ ...request, address: addressOf(cx, { channel, accountId }) })
}

async function answer(cx: Cx, accountId: AccountId, notice: Notice): Promise<PushAnswer> {
  if (notice.kind === 'refused') {
    await countRefused(cx, accountId, { why: notice.why, message: notice.message })
    return refused
  }
  if (notice.kind === 'challenge') return { status: 200, body: notice.body, contentType: notice.contentType }
  await record(cx, accountId, notice)
  faultPoint('inbound.push-recorded')
  return taken
}

const record = (cx: Cx, accountId: AccountId, notice: EventNotice): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const kept = await insertEvent(tx, accountId, notice)
    faultPoint('inbound.push-recording')
    if (kept === 'repeat') return
    await countAccepted(tx, accountId)
    await noteAccount(tx, accountId, { polls: 'slow' })
  })

/** Whoever asks may be anybody: an unknown account is no refusal here, but the one answer for all. */
const findAccount = (cx: Cx, accountId: AccountId): Promise<Account | undefined> =>
  getAccount(cx, accountId).catch((error: unknown) => {
    if (error instanceof Refusal) return undefined
    throw error
  })
