import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'
import { given } from '../../blocks/given.ts'
import { listQuery } from '../../blocks/list-query.ts'

export type Account = Body<'/channels', 'get'>['items'][number]
export type Listing = Body<'/channels/{accountId}/listings', 'get'>['items'][number]
export type ListingState = Listing['state']
export type Incident = Body<'/incidents', 'get'>['items'][number]
export type Door = Body<'/channels/{accountId}/door', 'get'>

export type Connector = Body<'/connectors', 'get'>['items'][number]

const pollMs = 3_000

export const accountsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: () => answer(api.GET('/channels')),
  refetchInterval: pollMs,
})

export const standInsQuery = queryOptions({
  queryKey: ['stand-ins'],
  queryFn: () => answer(api.GET('/demo/stand-ins')),
})

export const connectorsQuery = queryOptions({
  queryKey: ['connectors'],
  queryFn: () => answer(api.GET('/connectors')),
})

export const listingsQuery = (accountId: string, filters: { state?: ListingState | undefined }) =>
  listQuery(['channels', accountId, 'listings', filters], (cursor) =>
    answer(
      api.GET('/channels/{accountId}/listings', {
        params: { path: { accountId }, query: given({ ...filters, cursor }) },
      }),
    ),
  )

export const incidentsQuery = (state: 'open' | 'closed') =>
  queryOptions({
    queryKey: ['incidents', state],
    queryFn: () => answer(api.GET('/incidents', { params: { query: { state } } })),
    refetchInterval: pollMs,
  })

export const doorQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['channels', accountId, 'door'],
    queryFn: () => answer(api.GET('/channels/{accountId}/door', { params: { path: { accountId } } })),
    refetchInterval: pollMs,
  })
