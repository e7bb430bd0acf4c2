import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'
import { given } from '../../blocks/given.ts'
import { listQuery } from '../../blocks/list-query.ts'

export type CustomerRow = Body<'/customers', 'get'>['items'][number]
export type Customer = Body<'/customers/{customerId}', 'get'>

export const customersQuery = (filters: { text?: string | undefined }) =>
  listQuery(['customers', filters], (cursor) =>
    answer(api.GET('/customers', { params: { query: given({ ...filters, cursor }) } })),
  )

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', id],
    queryFn: () => answer(api.GET('/customers/{customerId}', { params: { path: { customerId: id } } })),
  })
