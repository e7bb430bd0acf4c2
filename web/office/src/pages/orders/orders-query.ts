import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api.ts'
import { listQuery } from '../../blocks/list-query.ts'

export type OrderFilters = { text?: string | undefined; state?: string | undefined; source?: string | undefined }

export const ordersQuery = (filters: OrderFilters) =>
  listQuery(['orders', filters], (cursor) => answer(api.GET('/orders', { params: { query: { ...filters, cursor } } })))

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ['orders', id],
    queryFn: () => answer(api.GET('/orders/{orderId}', { params: { path: { orderId: id } } })),
  })
