import { beforeEach, expect, test } from 'vitest'
import { assistedChannels } from '#connectors/assisted'
import { type ListingId, toId } from '#kernel/ids'
import { connectAccount } from '#modules/channels'
import { claimVariant } from '#modules/stock'
import { unlockSecrets } from '#platform/secrets'
import { aCopy, type Copy } from '#support/makers'
import { memoryFiles } from '#support/memory-files'
import { useWorld } from '#support/world'
import { confirmSaleMail, dismissSaleMail } from './decide-sale-mail.ts'
import { isMailKey, mailKey } from './mail-key.ts'
import { listSaleMails } from './queries.ts'
import { receiveSaleMail } from './receive-sale-mail.ts'
import { recordSoldThere } from './sold-there.ts'

const world = useWorld()

beforeEach(() => {
  unlockSecrets('a secret of at least thirty-two characters')
  world.outside.files = memoryFiles()
  world.outside.byHand = assistedChannels
  world.outside.connectors = {}
})

async function aPostedCopy() {
  const copy = await aCopy(world.cx, { priceMinor: 1800, product: { artist: 'Françoise Hardy', title: 'La question' } })
  const accountId = await connectAccount(world.cx, {
    channel: 'leboncoin',
    label: 'Leboncoin',
    settings: {},
    credentials: {},
  })
  const listingId = await post(copy)
  return { ...copy, accountId, listingId }
}

/** As a person's tick leaves it. */
async function post({ variantId }: Copy) {
  const { id } = await world.cx.db
    .updateTable('listings')
    .set({ state: 'live', remoteId: `ad-${variantId}`, proof: { state: { kind: 'on-sale', priceMinor: 1800 } } })
    .where('variantId', '=', variantId)
    .returning('id')
    .executeTakeFirstOrThrow()
  await world.cx.db
    .insertInto('listingRemotes')
    .values(await remoteOf(id))
    .execute()
  return toListingId(id)
}

const remoteOf = async (listingId: string) => {
  const row = await world.cx.db
    .selectFrom('listings')
    .select(['accountId', 'remoteId'])
    .where('id', '=', listingId)
    .executeTakeFirstOrThrow()
  return { accountId: row.accountId, remoteId: row.remoteId ?? '', listingId, firstSeenAt: world.clock.now() }
}

const toListingId = (id: string) => toId<ListingId>(id)

const aMail = (body: string, { id = 'm1', from = 'Leboncoin <no-reply@leboncoin.fr>' } = {}): string =>
  [
    `From: ${from}`,
    'To: seller@example.org',
    'Subject: =?utf-8?q?F=C3=A9licitations_!_Votre_article_est_vendu?=',
    `Message-ID: <${id}@example>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    body,
  ].join('\r\n')

const sold = 'Votre article « LA QUESTION » a été acheté pour 18,00 €. Préparez votre colis.'
const orders = () => world.cx.db.selectFrom('orders').selectAll().execute()
const claims = () => world.cx.db.selectFrom('claims').selectAll().where('endedAt', 'is', null).execute()

test('one tap makes an order of an ad that was sold, however often it is tapped', async () => {
  const { listingId } = await aPostedCopy()
  const first = await recordSoldThere(world.cx, { listingId, priceMinor: 1700, buyerName: 'Léa' })
  expect(await recordSoldThere(world.cx, { listingId })).toBe(first)
  expect(await orders()).toMatchObject([{ itemsMinor: 1700, state: 'paid' }])
  expect(await claims()).toMatchObject([{ holder: `order:${first}` }])
})

test('a sale mail holds the copy at once; confirmed, the hold becomes the order', async () => {
  const { accountId, unitId } = await aPostedCopy()
  expect(await receiveSaleMail(world.cx, accountId, aMail(sold))).toBe('matched')
  expect(await receiveSaleMail(world.cx, accountId, aMail(sold))).toBe('known')
  const [mail] = await listSaleMails(world.cx, accountId)
  if (!mail) throw new Error('the mail is listed')
  expect(mail).toMatchObject({ state: 'matched', priceMinor: 1800, title: 'Françoise Hardy – La question' })
  expect(await claims()).toMatchObject([{ unitId, holder: `hold:sale-mail-${mail.id}` }])
  const orderId = await confirmSaleMail(world.cx, mail.id, { buyerName: 'Léa' })
  expect(await claims()).toMatchObject([{ unitId, holder: `order:${orderId}` }])
  expect(await orders()).toMatchObject([{ itemsMinor: 1800 }])
  await expect(dismissSaleMail(world.cx, mail.id)).rejects.toThrow('assisted.mail-decided')
})

test('a dismissed mail gives the copy back', async () => {
  const { accountId } = await aPostedCopy()
  await receiveSaleMail(world.cx, accountId, aMail(sold))
  const [mail] = await listSaleMails(world.cx, accountId)
  if (!mail) throw new Error('the mail is listed')
  await dismissSaleMail(world.cx, mail.id)
  expect(await claims()).toEqual([])
  expect(await orders()).toEqual([])
})

test('a mail about a copy that somebody else has is shown, and confirming it opens an incident', async () => {
  const { accountId, variantId } = await aPostedCopy()
  await claimVariant(world.cx, { variantId, quantity: 1, kind: 'order', holder: 'order:elsewhere', expiresAt: null })
  expect(await receiveSaleMail(world.cx, accountId, aMail(sold))).toBe('taken')
  const [mail] = await listSaleMails(world.cx, accountId)
  if (!mail) throw new Error('the mail is listed')
  await confirmSaleMail(world.cx, mail.id, {})
  expect(await world.cx.db.selectFrom('incidents').selectAll().execute()).toMatchObject([{ kind: 'double-sale' }])
})

test('mails that are no sale, or not theirs, or name none of our ads hold nothing', async () => {
  const { accountId } = await aPostedCopy()
  const read = (body: string, head: { id: string; from?: string }) =>
    receiveSaleMail(world.cx, accountId, aMail(body, head).replace(/Subject: .*\r\n/, 'Subject: Un message\r\n'))
  expect(await read('Bonjour, La question est-il disponible ?', { id: 'a' })).toBe('no-sale')
  expect(await read(sold, { id: 'b', from: 'Un inconnu <x@example.org>' })).toBe('no-sale')
  expect(await read('Votre article « Autre chose » est vendu, 5 €', { id: 'c' })).toBe('unmatched')
  await expect(receiveSaleMail(world.cx, accountId, 'not a mail')).rejects.toThrow('assisted.mail-unreadable')
  expect(await claims()).toEqual([])
})

test("the mailbox's address opens with its own key only", async () => {
  const { accountId } = await aPostedCopy()
  expect(await isMailKey(world.cx, accountId, '')).toBe(false)
  const key = await mailKey(world.cx, accountId)
  expect(await mailKey(world.cx, accountId)).toBe(key)
  expect([await isMailKey(world.cx, accountId, key), await isMailKey(world.cx, accountId, `${key}x`)]).toEqual([
    true,
    false,
  ])
})
