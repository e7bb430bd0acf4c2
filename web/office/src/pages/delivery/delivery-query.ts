import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'

export type Method = Body<'/delivery-methods', 'get'>['items'][number]
export type Hours = Body<'/collection-hours', 'get'>['items'][number]

export const methodsQuery = queryOptions({
  queryKey: ['delivery-methods'],
  queryFn: () => answer(api.GET('/delivery-methods')),
})

export const hoursQuery = queryOptions({
  queryKey: ['collection-hours'],
  queryFn: () => answer(api.GET('/collection-hours')),
})

export const orderDeliveryQuery = (orderId: string) =>
  queryOptions({
    queryKey: ['order-delivery', orderId],
    queryFn: () => answer(api.GET('/orders/{orderId}/delivery', { params: { path: { orderId } } })),
  })
