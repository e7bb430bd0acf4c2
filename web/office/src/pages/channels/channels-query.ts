import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'
import { given } from '../../blocks/given.ts'
import { listQuery } from '../../blocks/list-query.ts'

export type Account = Body<'/channels', 'get'>['items'][number]
export type Listing = Body<'/channels/{accountId}/listings', 'get'>['items'][number]
export type ListingState = Listing['state']
export type Incident = Body<'/incidents', 'get'>['items'][number]

const pollMs = 3_000

export const accountsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: () => answer(api.GET('/channels')),
  refetchInterval: pollMs,
})

export const listingsQuery = (accountId: string, filters: { state?: ListingState | undefined }) =>
  listQuery(['channels', accountId, 'listings', filters], (cursor) =>
    answer(
      api.GET('/channels/{accountId}/listings', {
        params: { path: { accountId }, query: given({ ...filters, cursor }) },
      }),
    ),
  )

export const incidentsQuery = queryOptions({
  queryKey: ['incidents'],
  queryFn: () => answer(api.GET('/incidents', { params: { query: { state: 'open' } } })),
  refetchInterval: pollMs,
})
