import createClient from 'openapi-fetch'
import type { paths } from '../../../api/schema.ts'
import { problemFrom } from './blocks/problem.ts'
import { currentLanguage } from './i18n.ts'

export const api = createClient<paths>({ baseUrl: '/api/v1' })

api.use({
  onRequest({ request }) {
    request.headers.set('accept-language', currentLanguage())
    return request
  },
})

type Reply<Data> = { data?: Data; error?: unknown; response: Response }

/** The answer's body, or a `Problem` in the API's words. */
export async function answer<Data>(reply: Promise<Reply<Data>>): Promise<Data> {
  const { data, error, response } = await reply
  if (data === undefined) throw problemFrom(response, error)
  return data
}
