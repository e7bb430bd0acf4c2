import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'
import { given } from '../../blocks/given.ts'
import { listQuery } from '../../blocks/list-query.ts'

export type OrderRow = Body<'/orders', 'get'>['items'][number]
export type Order = Body<'/orders/{orderId}', 'get'>
export type Command = Body<'/orders/{orderId}/commands', 'get'>['items'][number]
export type OrderState = OrderRow['state']
export type OrderFilters = { text?: string | undefined; state?: OrderState | undefined; source?: string | undefined }

export const ordersQuery = (filters: OrderFilters) =>
  listQuery(['orders', filters], (cursor) =>
    answer(api.GET('/orders', { params: { query: given({ ...filters, cursor }) } })),
  )

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ['orders', id],
    queryFn: () => answer(api.GET('/orders/{orderId}', { params: { path: { orderId: id } } })),
  })

export const orderTermsQuery = (id: string) =>
  queryOptions({
    queryKey: ['orders', id, 'terms'],
    queryFn: () => answer(api.GET('/orders/{orderId}/terms', { params: { path: { orderId: id } } })),
  })

const pollMs = 5_000

/** The marketplace answers when it likes, so this one is asked again by itself. */
export const commandsQuery = (id: string) =>
  queryOptions({
    queryKey: ['orders', id, 'commands'],
    queryFn: () => answer(api.GET('/orders/{orderId}/commands', { params: { path: { orderId: id } } })),
    refetchInterval: pollMs,
  })
