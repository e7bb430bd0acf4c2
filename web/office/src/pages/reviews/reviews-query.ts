import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'
import { given } from '../../blocks/given.ts'
import { listQuery } from '../../blocks/list-query.ts'

export type Review = Body<'/reviews', 'get'>['items'][number]
export type ReviewState = Review['state']
export const reviewStates = ['waiting', 'published', 'rejected'] as const satisfies readonly ReviewState[]
export const rejectionReasons = ['insult', 'personal-data', 'off-topic', 'unlawful', 'advertising'] as const

export const reviewsQuery = (state: ReviewState | undefined) =>
  listQuery(['reviews', state], (cursor) =>
    answer(api.GET('/reviews', { params: { query: given({ state, cursor }) } })),
  )

export const accuracyQuery = queryOptions({
  queryKey: ['reviews', 'accuracy'],
  queryFn: () => answer(api.GET('/grading-accuracy')),
})
