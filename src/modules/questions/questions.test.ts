import { expect, test } from 'vitest'
import { aCopy } from '#support/makers'
import { useWorld } from '#support/world'
import { answerQuestion, publishQuestion, rejectQuestion } from './answer-question.ts'
import { askQuestion, type NewQuestion } from './ask-question.ts'
import { jobs } from './jobs.ts'
import { answeredQuestions, getQuestion, listQuestions } from './queries.ts'

const world = useWorld()

const asked = async (wish: Partial<NewQuestion> = {}) => {
  const { productId, variantId } = await aCopy(world.cx)
  const question = {
    productId,
    variantId,
    lang: 'fr',
    author: 'Ada Martin',
    email: null,
    body: 'Y a-t-il le poster ?',
    ip: '192.0.2.1',
  }
  return { id: await askQuestion(world.cx, { ...question, ...wish }), productId }
}
const mails = () => world.cx.db.selectFrom('mails').select(['recipient', 'bodyText']).execute()

test('a question is shown with its answer, under a short name, and its author told by mail once', async () => {
  const { id, productId } = await asked({ email: 'ada@example.org' })
  expect(await answeredQuestions(world.cx, productId)).toEqual([])
  await answerQuestion(world.cx, id, { answer: 'Oui, plié en quatre.', isPublic: true })
  await answerQuestion(world.cx, id, { answer: 'Oui, plié en quatre.', isPublic: true })
  expect(await answeredQuestions(world.cx, productId)).toMatchObject([
    { author: 'Ada', answer: 'Oui, plié en quatre.' },
  ])
  expect(await mails()).toMatchObject([
    { recipient: 'ada@example.org', bodyText: expect.stringContaining('Oui, plié') },
  ])
})

test('a private answer stays private, a rejected question disappears, an unanswered one cannot be shown', async () => {
  const { id, productId } = await asked()
  await expect(publishQuestion(world.cx, id)).rejects.toThrow('question.no-answer')
  await answerQuestion(world.cx, id, { answer: 'Oui.', isPublic: false })
  expect(await answeredQuestions(world.cx, productId)).toEqual([])
  await publishQuestion(world.cx, id)
  expect(await answeredQuestions(world.cx, productId)).toHaveLength(1)
  await rejectQuestion(world.cx, id)
  expect(await answeredQuestions(world.cx, productId)).toEqual([])
  const events = await world.cx.db.selectFrom('questionEvents').select('what').orderBy('id').execute()
  expect(events.map(({ what }) => what)).toEqual(['asked', 'answered-privately', 'published', 'rejected'])
  expect((await listQuestions(world.cx, { state: 'rejected', limit: 5 })).items).toHaveLength(1)
})

test('a flood from one address is refused, others are not', async () => {
  for (let count = 0; count < 5; count += 1) await asked()
  await expect(asked()).rejects.toThrow('request.too-many')
  await asked({ ip: '192.0.2.2' })
  world.clock.advanceMs(5 * 60_000)
  await asked()
})

test('addresses are forgotten after 90 days, the question stays', async () => {
  const { id } = await asked({ email: 'ada@example.org' })
  world.clock.advanceMs(91 * 86_400_000)
  await jobs[0].run(world.cx, {})
  expect(await getQuestion(world.cx, id)).toMatchObject({ email: null, body: 'Y a-t-il le poster ?' })
})
