import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'
import { given } from '../../blocks/given.ts'
import { listQuery } from '../../blocks/list-query.ts'
import type { Tone } from '../../blocks/state-badge.tsx'

export type Quote = Body<'/quotes/{quoteId}', 'get'>
type QuoteState = Quote['state']

export const quoteStates = [
  'requested',
  'sent',
  'accepted',
  'declined',
  'expired',
] as const satisfies readonly QuoteState[]

export const quoteTones = {
  requested: 'bad',
  sent: 'waiting',
  accepted: 'good',
  declined: 'quiet',
  expired: 'quiet',
} as const satisfies Record<QuoteState, Tone>

export const quotesQuery = (filters: { state?: QuoteState | undefined }) =>
  listQuery(['quotes', filters], (cursor) =>
    answer(api.GET('/quotes', { params: { query: given({ ...filters, cursor }) } })),
  )

export const quoteQuery = (id: string) =>
  queryOptions({
    queryKey: ['quotes', id],
    queryFn: () => answer(api.GET('/quotes/{quoteId}', { params: { path: { quoteId: id } } })),
  })
