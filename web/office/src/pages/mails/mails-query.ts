import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'
import { given } from '../../blocks/given.ts'
import { listQuery } from '../../blocks/list-query.ts'

export type Mail = Body<'/mails', 'get'>['items'][number]

export const mailsQuery = listQuery(['mails'], (cursor) =>
  answer(api.GET('/mails', { params: { query: given({ cursor }) } })),
)

export const mailQuery = (mailId: string) =>
  queryOptions({
    queryKey: ['mails', mailId],
    queryFn: () => answer(api.GET('/mails/{mailId}', { params: { path: { mailId } } })),
  })
