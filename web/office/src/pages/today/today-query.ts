import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'

type Today = Body<'/today', 'get'>
export type Task = Today['tasks'][number]

const pollMs = 15_000

export const todayQuery = queryOptions({
  queryKey: ['today'],
  queryFn: () => answer(api.GET('/today')),
  refetchInterval: pollMs,
})
