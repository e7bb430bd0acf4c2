import { expect, test } from 'vitest'
import { changeSettings } from '#modules/team'
import { inTransaction } from '#platform/cx'
import { aCopy, anOrder } from '#support/makers'
import { useWorld } from '#support/world'
import { setAnsweringHours } from './answering-hours.ts'
import { type AnsweringHours, answering } from './hours.ts'
import { personalData } from './personal-data.ts'
import { answeringHours, findThread, listThreads, messagesOf } from './queries.ts'
import { answerThread, closeThread, continueThread, type FirstMessage, startThread } from './write-message.ts'

const world = useWorld()

const aMessage = (wish: Partial<FirstMessage> = {}): FirstMessage => ({
  name: 'Ada',
  email: 'ada@example.org',
  lang: 'fr',
  subject: 'Une écoute ?',
  body: 'Bonjour, pouvez-vous écouter la face B ?',
  ip: '192.0.2.1',
  ...wish,
})
const started = async (wish: Partial<FirstMessage> = {}) => {
  const token = await startThread(world.cx, aMessage(wish))
  const thread = await findThread(world.cx, token)
  if (!thread) throw new Error('no thread')
  return { ...thread, token }
}
const mails = () => world.cx.db.selectFrom('mails').select(['recipient', 'bodyText']).orderBy('id').execute()

test('a conversation goes both ways by mail, and under a key', async () => {
  await changeSettings(world.cx, { email: 'shop@example.org' })
  const { id, token } = await started()
  world.clock.advanceMs(1000)
  await answerThread(world.as({ name: 'Nadia' }), id, 'Elle est très calme.')
  expect(await findThread(world.cx, token)).toMatchObject({ state: 'answered' })
  world.clock.advanceMs(1000)
  await continueThread(world.cx, { token, body: 'Merci !', ip: '192.0.2.1' })
  expect((await messagesOf(world.cx, id)).map(({ side, author }) => [side, author])).toEqual([
    ['visitor', 'Ada'],
    ['shop', 'Nadia'],
    ['visitor', 'Ada'],
  ])
  const sent = await mails()
  expect(sent.map(({ recipient }) => recipient)).toEqual(['shop@example.org', 'ada@example.org', 'shop@example.org'])
  expect(sent[1]?.bodyText).toContain(`/messages/${token}`)
  expect(sent[0]?.bodyText).not.toContain(token)
})

test('a closed conversation opens again when the visitor writes', async () => {
  const { id, token } = await started()
  await closeThread(world.cx, id)
  expect(await listThreads(world.cx, 'waiting')).toEqual([])
  await continueThread(world.cx, { token, body: 'Encore une question', ip: '192.0.2.1' })
  expect(await listThreads(world.cx, 'waiting')).toHaveLength(1)
  const events = await world.cx.db.selectFrom('messageEvents').select('what').orderBy('id').execute()
  expect(events.map(({ what }) => what)).toEqual(['started', 'written', 'closed', 'written'])
})

test('a copy is linked by its reference, an order only when the address is the buyer’s', async () => {
  const { variantId } = await aCopy(world.cx)
  const { sku } = await world.cx.db
    .selectFrom('variants')
    .select('sku')
    .where('id', '=', variantId)
    .executeTakeFirstOrThrow()
  const { number, orderId } = await anOrder(world.cx)
  expect(await started({ sku, orderNumber: number.toLowerCase() })).toMatchObject({ variantId, orderId })
  expect(await started({ email: 'eve@example.org', orderNumber: number })).toMatchObject({ orderId: null })
})

test('nothing said and floods are refused', async () => {
  await expect(started({ body: '  ' })).rejects.toThrow('message.empty')
  for (let count = 0; count < 5; count += 1) await started()
  await expect(started()).rejects.toThrow('request.too-many')
  await expect(continueThread(world.cx, { token: 'x', body: 'x', ip: '192.0.2.9' })).rejects.toThrow(
    'message.thread-not-found',
  )
})

test('who answers, and until when, on the clock in Paris', async () => {
  const week: AnsweringHours[] = [
    { weekday: 2, opens: '10:00', closes: '18:00' },
    { weekday: 6, opens: '09:00', closes: '12:00' },
  ]
  const at = (iso: string) => answering(week, new Date(iso))
  expect(at('2026-03-03T16:59:00Z')).toEqual({ kind: 'now', closes: '18:00' })
  expect(at('2026-03-03T17:00:00Z')).toEqual({ kind: 'later', opens: '09:00', weekday: 6, inDays: 4 })
  expect(at('2026-03-03T08:00:00Z')).toEqual({ kind: 'later', opens: '10:00', weekday: 2, inDays: 0 })
  expect(at('2026-07-07T15:59:00Z')).toEqual({ kind: 'now', closes: '18:00' })
  expect(answering([{ weekday: 1, opens: '09:00', closes: '10:00' }], new Date('2026-03-02T12:00:00Z'))).toMatchObject({
    inDays: 7,
  })
  expect(answering([], new Date())).toBeUndefined()
  await setAnsweringHours(world.cx, week)
  await setAnsweringHours(world.cx, week)
  expect(await answeringHours(world.cx)).toEqual(week)
})

test('a person who leaves takes the whole conversation along', async () => {
  const { token } = await started()
  await started({ email: 'other@example.org', ip: '192.0.2.2' })
  const person = { customerIds: [], emails: ['ada@example.org'] }
  expect(await personalData.read(world.cx, person)).toMatchObject([
    { subject: 'Une écoute ?', messages: [{ side: 'visitor' }] },
  ])
  await inTransaction(world.cx, (tx) => personalData.erase(tx, person))
  expect(await findThread(world.cx, token)).toBeUndefined()
  expect(await listThreads(world.cx, undefined)).toHaveLength(1)
})
