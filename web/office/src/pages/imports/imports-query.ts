import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'
import { given } from '../../blocks/given.ts'
import { listQuery } from '../../blocks/list-query.ts'

export type ImportRow = Body<'/imports', 'get'>['items'][number]
export type Import = Body<'/imports/{importId}', 'get'>
export type ImportFormat = (typeof importFormats)[number]

const progressPollMs = 1_000
const listPollMs = 5_000

export const importFormats = ['discogs-collection', 'discogs-inventory', 'discogs-seller-stock', 'csv'] as const

export const importsQuery = {
  ...listQuery(['imports'], (cursor) => answer(api.GET('/imports', { params: { query: given({ cursor }) } }))),
  refetchInterval: listPollMs,
}

/** Asked again every second while the import is under way, and not at all once it is over. */
export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: ['imports', importId],
    queryFn: () => answer(api.GET('/imports/{importId}', { params: { path: { importId } } })),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : progressPollMs),
  })

export const isOver = ({ state }: { state: string }): boolean => state !== 'waiting' && state !== 'running'

export type Upload = { file: File; format: ImportFormat | 'auto'; grade: string; dryRun: boolean }

/** The one request that is a form; fields left empty are not sent. */
export async function sendImport({ file, format, grade, dryRun }: Upload): Promise<ImportRow> {
  const form = new FormData()
  form.set('file', file)
  form.set('format', format)
  form.set('dryRun', String(dryRun))
  if (grade !== '') form.set('grade', grade)
  return answer(api.POST('/imports', { body: { file: file.name }, bodySerializer: () => form }))
}
