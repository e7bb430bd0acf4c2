import { answer, api, type Body } from '../../api.ts'
import { listQuery } from '../../blocks/list-query.ts'

export type Job = Body<'/jobs', 'get'>['items'][number]
export type JobState = Job['state']

const jobsMax = 200

/** The API answers the newest jobs of one state, without further pages. */
export const jobsQuery = (state: JobState) =>
  listQuery(['jobs', state], async () => {
    const { items } = await answer(api.GET('/jobs', { params: { query: { state, limit: jobsMax } } }))
    return { items, nextCursor: null }
  })
