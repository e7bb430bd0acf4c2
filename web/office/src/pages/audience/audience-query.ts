import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'

export type Audience = Body<'/audience', 'get'>
export type Tracker = Body<'/trackers', 'get'>['items'][number]
export const trackerKinds = ['ga4', 'meta-pixel', 'script'] as const satisfies readonly Tracker['kind'][]
export const purposes = ['audience', 'advertising'] as const satisfies readonly Tracker['purpose'][]

export const audienceQuery = (days: number) =>
  queryOptions({
    queryKey: ['audience', days],
    queryFn: () => answer(api.GET('/audience', { params: { query: { days } } })),
  })

export const suggestionsQuery = queryOptions({
  queryKey: ['recommendations'],
  queryFn: () => answer(api.GET('/recommendations')),
})

export const trackersQuery = queryOptions({ queryKey: ['trackers'], queryFn: () => answer(api.GET('/trackers')) })
