import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'

export type Arbitration = Body<'/arbitrations', 'get'>['items'][number]
export type Rival = Arbitration['rivals'][number]
export type ArbitrationSettings = Body<'/arbitration/settings', 'get'>

export const arbitrationsQuery = queryOptions({
  queryKey: ['arbitrations'],
  queryFn: () => answer(api.GET('/arbitrations')),
  refetchInterval: 3_000,
})

export const arbitrationSettingsQuery = queryOptions({
  queryKey: ['arbitration-settings'],
  queryFn: () => answer(api.GET('/arbitration/settings')),
  staleTime: 60_000,
})
