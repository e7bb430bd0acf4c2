import { createApiClient, type paths } from '../../../api/index.ts'
import { problemFrom } from './blocks/problem.ts'
import { currentLanguage } from './i18n.ts'

export const api = createApiClient()

api.use({
  onRequest({ request }) {
    request.headers.set('accept-language', currentLanguage())
    return request
  },
})

type Json<Content> = Content extends { content: { 'application/json': infer Body } } ? Body : never

/** What an operation answers when all went well, e.g. `Body<'/orders', 'get'>`. */
export type Body<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  responses: infer Answers
}
  ? Json<Answers[keyof Answers & (200 | 201)]>
  : never

/** What an operation is sent, e.g. `Sent<'/variants/{variantId}', 'patch'>`. */
export type Sent<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  requestBody?: infer Request
}
  ? Json<NonNullable<Request>>
  : never

type Reply<Data> = { data?: Data; error?: unknown; response: Response }

/** The answer's body, or a `Problem` in the API's words. */
export async function answer<Data extends object>(reply: Promise<Reply<Data>>): Promise<Data> {
  const { data, error, response } = await reply
  if (data === undefined) throw problemFrom(response, error)
  return data
}

/** For what answers nothing when it went well (204). */
export async function done(reply: Promise<Reply<unknown>>): Promise<void> {
  const { error, response } = await reply
  if (!response.ok) throw problemFrom(response, error)
}
