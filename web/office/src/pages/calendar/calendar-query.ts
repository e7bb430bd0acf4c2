import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'

export type MarketDay = Body<'/market-days', 'get'>['items'][number]

export const marketDaysQuery = queryOptions({
  queryKey: ['market-days'],
  queryFn: () => answer(api.GET('/market-days')),
})

export const refreshes = [['market-days']]
