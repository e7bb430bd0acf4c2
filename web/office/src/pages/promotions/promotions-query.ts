import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'

export type Promotion = Body<'/promotions', 'get'>['items'][number]
export type PromotionDetail = Body<'/promotions/{promotionId}', 'get'>
export type CustomerGroup = Body<'/customer-groups', 'get'>['items'][number]

export const promotionsQuery = queryOptions({ queryKey: ['promotions'], queryFn: () => answer(api.GET('/promotions')) })

export const promotionQuery = (promotionId: string) =>
  queryOptions({
    queryKey: ['promotions', promotionId],
    queryFn: () => answer(api.GET('/promotions/{promotionId}', { params: { path: { promotionId } } })),
    refetchOnWindowFocus: false,
  })

export const groupsQuery = queryOptions({
  queryKey: ['customer-groups'],
  queryFn: () => answer(api.GET('/customer-groups')),
})
