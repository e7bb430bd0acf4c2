import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'
import { given } from '../../blocks/given.ts'
import { listQuery } from '../../blocks/list-query.ts'

export type VariantRow = Body<'/variants', 'get'>['items'][number]
export type Variant = Body<'/variants/{variantId}', 'get'>
export type VariantListing = Body<'/variants/{variantId}/listings', 'get'>['items'][number]
export type Unit = Body<'/units', 'get'>['items'][number]
export type UnitTimeline = Body<'/units/{unitId}/timeline', 'get'>

export const media = ['vinyl', 'cd', 'cassette', 'other'] as const satisfies readonly VariantRow['medium'][]
export const catalogueStates = ['free', 'held', 'sold', 'ungraded'] as const

export type CatalogueFilters = {
  text?: string | undefined
  medium?: (typeof media)[number] | undefined
  state?: (typeof catalogueStates)[number] | undefined
}

export const variantsQuery = (filters: CatalogueFilters) =>
  listQuery(['variants', filters], (cursor) =>
    answer(api.GET('/variants', { params: { query: given({ ...filters, cursor }) } })),
  )

export const variantQuery = (variantId: string) =>
  queryOptions({
    queryKey: ['variants', variantId],
    queryFn: () => answer(api.GET('/variants/{variantId}', { params: { path: { variantId } } })),
  })

const listingsPollMs = 5_000

export const variantListingsQuery = (variantId: string) =>
  queryOptions({
    queryKey: ['variants', variantId, 'listings'],
    queryFn: () => answer(api.GET('/variants/{variantId}/listings', { params: { path: { variantId } } })),
    refetchInterval: listingsPollMs,
  })

export const unitsQuery = (variantId: string) =>
  queryOptions({
    queryKey: ['units', { variantId }],
    queryFn: () => answer(api.GET('/units', { params: { query: { variantId } } })),
    refetchInterval: listingsPollMs,
  })

export const timelineQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['units', unitId, 'timeline'],
    queryFn: () => answer(api.GET('/units/{unitId}/timeline', { params: { path: { unitId } } })),
    refetchInterval: listingsPollMs,
  })
