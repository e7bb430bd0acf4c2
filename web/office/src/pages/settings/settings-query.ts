import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'

export type Settings = Body<'/settings', 'get'>
export type Token = Body<'/tokens', 'get'>['items'][number]

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: () => answer(api.GET('/settings')),
  staleTime: 60_000,
})

export const tokensQuery = queryOptions({ queryKey: ['tokens'], queryFn: () => answer(api.GET('/tokens')) })

/** Whether this is the demo shop; asked at the door too, so everybody may know. */
export const demoQuery = queryOptions({
  queryKey: ['demo'],
  queryFn: () => answer(api.GET('/demo')),
  staleTime: 60_000,
})
