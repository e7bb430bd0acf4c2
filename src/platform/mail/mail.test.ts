import { expect, test } from 'vitest'
import { Outage } from '#kernel/refusal'
import { inTransaction } from '#platform/cx'
import { findJobs } from '#platform/jobs'
import { mailJobs, queueMail } from '#platform/mail'
import { useWorld } from '#support/world'

const world = useWorld()
const mail = { to: 'ana@shop.example', subject: 'Bonjour', text: 'Merci', idempotencyKey: 'order:1:placed' }
const mails = () => world.cx.db.selectFrom('mails').select(['id', 'state', 'attempts', 'lastError']).execute()
const [sendMail] = mailJobs

test('without a mail server a mail is kept to be read, once per key', async () => {
  await inTransaction(world.cx, (tx) => queueMail(tx, mail))
  await inTransaction(world.cx, (tx) => queueMail(tx, mail))
  expect(await mails()).toMatchObject([{ state: 'kept' }])
  expect(await findJobs(world.cx, { state: 'created', limit: 5 })).toEqual([])
})

test('with a mail server it is sent once; an outage is written down and tried again', async () => {
  const sent: string[] = []
  let isDown = true
  world.outside.mailer = {
    async send({ id }) {
      if (isDown) throw new Outage('mail', 'no answer')
      sent.push(id)
    },
  }
  await inTransaction(world.cx, (tx) => queueMail(tx, mail))
  const [queued] = await mails()
  expect(await findJobs(world.cx, { state: 'created', limit: 5 })).toMatchObject([{ data: { mailId: queued?.id } }])

  const run = () => sendMail.run(world.cx, { mailId: queued?.id ?? '' })
  await expect(run()).rejects.toThrow(Outage)
  expect(await mails()).toMatchObject([{ state: 'failed', attempts: 1, lastError: 'mail: no answer' }])
  isDown = false
  await run()
  await run()
  expect(sent).toEqual([queued?.id])
  expect(await mails()).toMatchObject([{ state: 'sent', attempts: 2, lastError: null }])
})
