import { answer, api, type Body } from '../../api.ts'
import { given } from '../../blocks/given.ts'
import { listQuery } from '../../blocks/list-query.ts'

export type Question = Body<'/questions', 'get'>['items'][number]
export type QuestionState = Question['state']
export const questionStates = ['open', 'published', 'private', 'rejected'] as const satisfies readonly QuestionState[]

export const questionsQuery = (state: QuestionState | undefined) =>
  listQuery(['questions', state], (cursor) =>
    answer(api.GET('/questions', { params: { query: given({ state, cursor }) } })),
  )
