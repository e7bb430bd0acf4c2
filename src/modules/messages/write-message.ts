import { randomBytes } from 'node:crypto'
import { newId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { getSettings } from '#modules/team'
import { takeFromBudget } from '#platform/budget'
import { type Cx, inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { isLang, pathOf, translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import { messageCharsMax, type Side, type ThreadId, writingBudget } from './message.ts'
import { findOrderOf, findThread, findVariantBySku, getThread, type Thread } from './queries.ts'
import { insertMessage, insertMessageEvent, insertThread, setThreadState } from './store.ts'

export type FirstMessage = {
  readonly name: string
  readonly email: string
  readonly lang: string
  readonly subject: string
  readonly body: string
  /** What it is about, as the visitor knows it. */
  readonly sku?: string | undefined
  readonly orderNumber?: string | undefined
  /** Who floods is told by it; it is not kept. */
  readonly ip: string
}

/** Begins a conversation and answers the key of its page. Refuses `message.empty`, `request.too-many`. */
export async function startThread(cx: MaybeTx, first: FirstMessage): Promise<string> {
  const body = bodyOf(first.body)
  await refuseFlood(cx, first.ip)
  return inTransaction(cx, async (tx) => {
    const id = newId<ThreadId>(tx.now())
    const token = randomBytes(16).toString('hex')
    const { name, email, lang, subject, sku, orderNumber } = first
    await insertThread(tx, {
      id,
      token,
      name,
      email,
      lang,
      subject: subject.trim().slice(0, 160),
      variantId: sku ? ((await findVariantBySku(tx, sku)) ?? null) : null,
      orderId: orderNumber ? ((await findOrderOf(tx, { number: orderNumber, email })) ?? null) : null,
    })
    await insertMessageEvent(tx, id, 'started')
    await addMessage(tx, await getThread(tx, id), { side: 'visitor', author: name, body })
    return token
  })
}

/** The visitor writes again, on the page behind the key. Refuses `message.thread-not-found`, `message.empty`, `request.too-many`. */
export async function continueThread(
  cx: MaybeTx,
  { token, body, ip }: { token: string; body: string; ip: string },
): Promise<void> {
  const text = bodyOf(body)
  await refuseFlood(cx, ip)
  await inTransaction(cx, async (tx) => {
    const thread = await findThread(tx, token)
    if (!thread) refuse('message.thread-not-found', {})
    await addMessage(tx, thread, { side: 'visitor', author: thread.name, body: text })
  })
}

/** The shop answers; the visitor gets it by mail. Refuses `message.thread-not-found`, `message.empty`. */
export const answerThread = (cx: MaybeTx, threadId: ThreadId, body: string): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const text = bodyOf(body)
    await addMessage(tx, await getThread(tx, threadId), { side: 'shop', author: tx.actor.name, body: text })
  })

/** Nothing more to say; the visitor may write all the same. Refuses `message.thread-not-found`. */
export const closeThread = (cx: MaybeTx, threadId: ThreadId): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await getThread(tx, threadId)
    if (await setThreadState(tx, threadId, 'closed')) await insertMessageEvent(tx, threadId, 'closed')
  })

function bodyOf(body: string): string {
  const text = body.trim().slice(0, messageCharsMax)
  if (text === '') refuse('message.empty', {})
  return text
}

async function refuseFlood(cx: Cx, ip: string): Promise<void> {
  const taken = await takeFromBudget(cx, `message:${ip}`, writingBudget)
  if (!taken.granted) refuse('request.too-many', { retryAfterMs: taken.retryAfterMs })
}

type NewMessage = { readonly side: Side; readonly author: string; readonly body: string }

async function addMessage(tx: Tx, thread: Thread, message: NewMessage): Promise<void> {
  const id = newId(tx.now())
  await insertMessage(tx, { id, threadId: thread.id, ...message })
  await setThreadState(tx, thread.id, message.side === 'shop' ? 'answered' : 'waiting')
  await insertMessageEvent(tx, thread.id, message.side === 'shop' ? 'answered' : 'written')
  await mailMessage(tx, thread, { id, ...message })
}

/** To the other side: the shop's own address, or the visitor's in their language. */
async function mailMessage(
  tx: Tx,
  thread: Thread,
  { id, side, author, body }: NewMessage & { id: string },
): Promise<void> {
  const { shopName, email: shopEmail } = await getSettings(tx)
  const isToVisitor = side === 'shop'
  const to = isToVisitor ? thread.email : shopEmail
  if (to === '') return
  const lang = isToVisitor && isLang(thread.lang) ? thread.lang : 'fr'
  const path = isToVisitor ? pathOf('thread', lang, { key: thread.token }) : `/office/messages/${thread.id}`
  const values = {
    name: thread.name,
    author,
    subject: thread.subject,
    body,
    shop: shopName,
    url: `${tx.outside.publicUrl ?? ''}${path}`,
  }
  const kind = isToVisitor ? 'answer' : 'notice'
  await queueMail(tx, {
    to,
    subject: translate(lang, `messages:mail.${kind}.subject`, values),
    text: translate(lang, `messages:mail.${kind}.text`, values),
    idempotencyKey: `message:${id}`,
  })
}
