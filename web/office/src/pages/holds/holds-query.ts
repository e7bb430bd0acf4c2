import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body, type Sent } from '../../api.ts'

export type HoldRow = Body<'/holds', 'get'>['items'][number]
export type Hold = Body<'/holds/{holdId}', 'get'>
export type HoldAccount = Hold['accounts'][number]
export type HoldCopy = Hold['copies'][number]
export type HoldOutcome = Body<'/holds', 'post'>
export type NewHold = Sent<'/holds', 'post'>
export type Light = Hold['light']

const listPollMs = 5_000
/** While channels withdraw, the light is watched. */
const holdPollMs = 2_000

export const holdsQuery = (state: 'open' | 'over') =>
  queryOptions({
    queryKey: ['holds', { state }],
    queryFn: () => answer(api.GET('/holds', { params: { query: { state } } })),
    refetchInterval: listPollMs,
  })

export const holdQuery = (holdId: string) =>
  queryOptions({
    queryKey: ['holds', holdId],
    queryFn: () => answer(api.GET('/holds/{holdId}', { params: { path: { holdId } } })),
    refetchInterval: holdPollMs,
  })

export const beginHold = (body: NewHold) => answer(api.POST('/holds', { body }))

export const addCodes = (holdId: string, codes: readonly string[]) =>
  answer(api.POST('/holds/{holdId}/copies', { params: { path: { holdId } }, body: { codes: [...codes] } }))

type Release = Sent<'/holds/{holdId}/release', 'post'>

export const releaseCopies = (holdId: string, body: Release) =>
  answer(api.POST('/holds/{holdId}/release', { params: { path: { holdId } }, body }))
