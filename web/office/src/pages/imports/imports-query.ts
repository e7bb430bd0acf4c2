import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api.ts'
import { listQuery } from '../../blocks/list-query.ts'

const progressPollMs = 1_000
const listPollMs = 5_000

export const importFormats = ['discogs-collection', 'discogs-inventory', 'discogs-seller-stock', 'csv'] as const

export const importsQuery = {
  ...listQuery(['imports'], (cursor) => answer(api.GET('/imports', { params: { query: { cursor } } }))),
  refetchInterval: listPollMs,
}

/** Asked again every second while the import is under way, and not at all once it is over. */
export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: ['imports', importId],
    queryFn: () => answer(api.GET('/imports/{importId}', { params: { path: { importId } } })),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : progressPollMs),
  })

export type Import = Awaited<ReturnType<NonNullable<ReturnType<typeof importQuery>['queryFn']>>>

export const isOver = ({ state }: { state: string }): boolean => state !== 'waiting' && state !== 'running'

type Upload = { file: File; format: string; assumedGrade: string; isDryRun: boolean }

export async function sendImport(_upload: Upload): Promise<{ id: string }> {
  return { id: '' }
}
