import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'
import { given } from '../../blocks/given.ts'
import { listQuery } from '../../blocks/list-query.ts'
import type { Tone } from '../../blocks/state-badge.tsx'

export type ReturnRow = Body<'/returns', 'get'>['items'][number]
export type Return = Body<'/returns/{returnId}', 'get'>
export type ReturnState = ReturnRow['state']
export type ReturnUnit = Return['lines'][number]['units'][number]

export const returnStates = [
  'requested',
  'accepted',
  'sent-back',
  'received',
  'checked',
  'refunded',
  'refused',
  'cancelled',
] as const satisfies readonly ReturnState[]

/** What waits for us is red, what waits for the buyer is mustard. */
export const returnTones = {
  requested: 'bad',
  accepted: 'waiting',
  'sent-back': 'waiting',
  received: 'bad',
  checked: 'bad',
  refunded: 'good',
  refused: 'quiet',
  cancelled: 'quiet',
} as const satisfies Record<ReturnState, Tone>

type Filters = { text?: string | undefined; state?: ReturnState | undefined; orderId?: string | undefined }

export const returnsQuery = (filters: Filters) =>
  listQuery(['returns', filters], (cursor) =>
    answer(api.GET('/returns', { params: { query: given({ ...filters, cursor }) } })),
  )

export const returnQuery = (id: string) =>
  queryOptions({
    queryKey: ['returns', id],
    queryFn: () => answer(api.GET('/returns/{returnId}', { params: { path: { returnId: id } } })),
  })
