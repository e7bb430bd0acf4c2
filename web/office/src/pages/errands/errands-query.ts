import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'

export type Errand = Body<'/channels/{accountId}/errands', 'get'>['items'][number]
export type SaleMail = Body<'/channels/{accountId}/sale-mails', 'get'>['items'][number]

const pollMs = 10_000
const path = (accountId: string) => ({ params: { path: { accountId } } })

export const errandsQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['channels', accountId, 'errands'],
    queryFn: () => answer(api.GET('/channels/{accountId}/errands', path(accountId))),
    refetchInterval: pollMs,
  })

export const saleMailsQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['channels', accountId, 'sale-mails'],
    queryFn: () => answer(api.GET('/channels/{accountId}/sale-mails', path(accountId))),
    refetchInterval: pollMs,
  })

/** Asked for on demand: the answer holds the key of the address. */
export const mailAddressQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['channels', accountId, 'mail-address'],
    queryFn: () => answer(api.GET('/channels/{accountId}/mail-address', path(accountId))),
    staleTime: Number.POSITIVE_INFINITY,
  })
