import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api.ts'

export const todayQuery = queryOptions({
  queryKey: ['today'],
  queryFn: () => answer(api.GET('/today')),
  refetchInterval: 15_000,
})

type Today = Awaited<ReturnType<typeof todayQuery.queryFn>>
export type Task = Today['tasks'][number]
