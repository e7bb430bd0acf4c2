import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => answer(api.GET('/me')),
  staleTime: 60_000,
})
