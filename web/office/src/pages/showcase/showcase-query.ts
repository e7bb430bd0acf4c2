import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'

export type Banner = Body<'/banners', 'get'>['items'][number]
export type Collection = Body<'/collections', 'get'>['items'][number]
export type Rule = Collection['rule']

export const bannersQuery = queryOptions({ queryKey: ['banners'], queryFn: () => answer(api.GET('/banners')) })
export const collectionsQuery = queryOptions({
  queryKey: ['collections'],
  queryFn: () => answer(api.GET('/collections')),
})
