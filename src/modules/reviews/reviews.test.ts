import { expect, test } from 'vitest'
import type { OrderId } from '#kernel/ids'
import { inTransaction } from '#platform/cx'
import { findJobs } from '#platform/jobs'
import { anOrder } from '#support/makers'
import { useWorld } from '#support/world'
import { answerReview, decideReview } from './decide-review.ts'
import { inviteBuyer } from './invite-buyer.ts'
import { findInvitation, getReview, gradingAccuracy, listReviews, publishedReviews, shopRating } from './queries.ts'
import { conformPercent, shownName } from './reviews.ts'
import { subscriptions } from './subscriptions.ts'
import { writeReview } from './write-review.ts'

const world = useWorld()

async function sentOrder({ lines = 1, source = 'shop' } = {}): Promise<OrderId> {
  const { orderId } = await anOrder(world.cx, { lines })
  await world.cx.db.updateTable('orders').set({ state: 'sent', source }).where('id', '=', orderId).execute()
  return orderId
}

async function invited(wish: { lines?: number } = {}): Promise<string> {
  const token = await inviteBuyer(world.cx, await sentOrder(wish))
  if (!token) throw new Error('nobody was invited')
  return token
}

const aReview = (token: string) => ({
  token,
  lang: 'fr' as const,
  shopStars: 5,
  body: 'Très bien.',
  verdicts: new Map(),
})
const mails = () => world.cx.db.selectFrom('mails').select(['recipient', 'bodyText']).execute()

test('ten days after the parcel left its buyer is asked once, also when two jobs run at the same time', async () => {
  const orderId = await sentOrder()
  const occurredAt = world.clock.now()
  await inTransaction(world.cx, async (tx) => subscriptions['order.sent']?.(tx, { orderId }, { occurredAt }))
  expect(await findJobs(world.cx, { state: 'created', limit: 5 })).toMatchObject([{ data: { orderId } }])

  const tokens = await Promise.all([inviteBuyer(world.cx, orderId), inviteBuyer(world.cx, orderId)])
  expect(tokens.filter(Boolean)).toHaveLength(1)
  expect(await mails()).toMatchObject([{ recipient: 'ada@example.org' }])
  expect((await mails())[0]?.bodyText).toContain(`/avis/ecrire?cle=${tokens.find(Boolean)}`)
})

test('nobody is asked for a marketplace’s order or one that has not left', async () => {
  expect(await inviteBuyer(world.cx, await sentOrder({ source: 'channel:x' }))).toBeUndefined()
  expect(await inviteBuyer(world.cx, (await anOrder(world.cx)).orderId)).toBeUndefined()
  expect(await mails()).toEqual([])
})

test('a key writes one review of its own order, of two at once one', async () => {
  const token = await invited()
  const both = await Promise.allSettled([writeReview(world.cx, aReview(token)), writeReview(world.cx, aReview(token))])
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(writeReview(world.cx, aReview(token))).rejects.toThrow('review.written-already')
  await expect(writeReview(world.cx, aReview('0'.repeat(32)))).rejects.toThrow('review.not-invited')
  const other = await findInvitation(world.cx, await invited())
  const verdicts = new Map([[other?.copies[0]?.orderLineId ?? '', 'worse' as const]])
  await expect(writeReview(world.cx, { ...aReview(await invited()), verdicts })).rejects.toThrow('review.line-unknown')
})

test('a review is shown once somebody has read it; the rating counts what is shown', async () => {
  const token = await invited({ lines: 2 })
  const lines = (await findInvitation(world.cx, token))?.copies.map(({ orderLineId }) => orderLineId) ?? []
  const verdicts = new Map([
    [lines[0] ?? '', 'as-described' as const],
    [lines[1] ?? '', 'worse' as const],
  ])
  const id = await writeReview(world.cx, { ...aReview(token), shopStars: 4, verdicts })
  expect(await shopRating(world.cx)).toEqual({ count: 0, stars: undefined, verdictCount: 0, conformPercent: undefined })

  await decideReview(world.cx, id, { kind: 'publish' })
  await decideReview(world.cx, id, { kind: 'publish' })
  expect(await shopRating(world.cx)).toEqual({ count: 1, stars: 4, verdictCount: 2, conformPercent: 50 })
  await answerReview(world.cx, id, 'Merci Ada, on vous rembourse la différence.')
  expect(await publishedReviews(world.cx, 1)).toMatchObject([
    {
      author: 'Ada M.',
      answer: expect.stringContaining('Merci'),
      copies: [{ verdict: 'as-described' }, { verdict: 'worse' }],
    },
  ])
  const events = await world.cx.db.selectFrom('reviewEvents').select(['what', 'by']).orderBy('id').execute()
  expect(events.map(({ what }) => what)).toEqual(['written', 'published', 'answered'])
  expect(await gradingAccuracy(world.cx)).toMatchObject([
    { mediaGrade: 'VG+', verdictCount: 2, worse: 1, asDescribed: 1 },
  ])
})

test('a rejected review disappears and its author is told the reason', async () => {
  const id = await writeReview(world.cx, aReview(await invited()))
  await expect(answerReview(world.cx, id, 'Merci')).rejects.toThrow('review.not-published')
  await decideReview(world.cx, id, { kind: 'publish' })
  await decideReview(world.cx, id, { kind: 'reject', reason: 'personal-data' })
  expect(await getReview(world.cx, id)).toMatchObject({ state: 'rejected', rejectionReason: 'personal-data' })
  expect(await publishedReviews(world.cx, 1)).toEqual([])
  expect((await mails()).at(-1)?.bodyText).toContain('données personnelles')
  expect((await listReviews(world.cx, { state: 'rejected', limit: 10 })).items).toHaveLength(1)
})

test('names are shown short, shares are rounded, and none is not zero', () => {
  expect([shownName('Ada Martin'), shownName(' Jean  Paul de la Tour '), shownName('Cher')]).toEqual([
    'Ada M.',
    'Jean T.',
    'Cher',
  ])
  expect([
    conformPercent({ good: 97, all: 100 }),
    conformPercent({ good: 2, all: 3 }),
    conformPercent({ good: 0, all: 0 }),
  ]).toEqual([97, 67, undefined])
})
