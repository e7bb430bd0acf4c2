import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'

export type Redirect = Body<'/redirects', 'get'>['items'][number]

export const redirectsQuery = queryOptions({
  queryKey: ['redirects'],
  queryFn: () => answer(api.GET('/redirects')),
})

export const refreshes = [['redirects']]
