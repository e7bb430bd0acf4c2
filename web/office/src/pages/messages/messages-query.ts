import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'
import { given } from '../../blocks/given.ts'

export type ThreadRow = Body<'/threads', 'get'>['items'][number]
export type Thread = Body<'/threads/{threadId}', 'get'>
export type ThreadState = ThreadRow['state']
export type Hours = Body<'/answering-hours', 'get'>['items'][number]
export const threadStates = ['waiting', 'answered', 'closed'] as const satisfies readonly ThreadState[]
export const threadTones = { waiting: 'waiting', answered: 'good', closed: 'quiet' } as const

export const threadsQuery = (state: ThreadState | undefined) =>
  queryOptions({
    queryKey: ['threads', { state }],
    queryFn: () => answer(api.GET('/threads', { params: { query: given({ state }) } })),
  })

export const threadQuery = (threadId: string) =>
  queryOptions({
    queryKey: ['threads', threadId],
    queryFn: () => answer(api.GET('/threads/{threadId}', { params: { path: { threadId } } })),
  })

export const hoursQuery = queryOptions({
  queryKey: ['answering-hours'],
  queryFn: () => answer(api.GET('/answering-hours')),
})
