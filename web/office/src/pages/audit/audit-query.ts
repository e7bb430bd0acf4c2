import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body, done, type Sent } from '../../api.ts'
import { given } from '../../blocks/given.ts'
import { listQuery } from '../../blocks/list-query.ts'

export type Audit = Body<'/audits', 'get'>['items'][number]
export type Drift = Body<'/drifts', 'get'>['items'][number]
export type DriftState = Drift['state']
export type Decision = Sent<'/drifts/{driftId}/decision', 'post'>
export type AuditSettings = Sent<'/audits/{accountId}/settings', 'put'>

export const driftStates = ['asking', 'open', 'acted', 'ignored', 'closed'] as const satisfies readonly DriftState[]

const pollMs = 5_000

export const auditsQuery = queryOptions({
  queryKey: ['audits'],
  queryFn: () => answer(api.GET('/audits')),
  refetchInterval: pollMs,
})

export const driftsQuery = (filters: { state?: DriftState | undefined }) =>
  listQuery(['drifts', filters], (cursor) =>
    answer(api.GET('/drifts', { params: { query: given({ ...filters, cursor }) } })),
  )

export const decide = (driftId: string, body: Decision) =>
  done(api.POST('/drifts/{driftId}/decision', { params: { path: { driftId } }, body }))

export const sayGo = (accountId: string, reason: string) =>
  done(api.POST('/audits/{accountId}/go', { params: { path: { accountId } }, body: { reason } }))

export const saveSettings = (accountId: string, body: AuditSettings) =>
  done(api.PUT('/audits/{accountId}/settings', { params: { path: { accountId } }, body }))

/** The one variant a code, SKU or text means; undefined when it is none or several. */
export async function findVariant(text: string): Promise<string | undefined> {
  const { items } = await answer(api.GET('/variants', { params: { query: { text, limit: 2 } } }))
  const [first, second] = items
  return second ? undefined : first?.id
}
