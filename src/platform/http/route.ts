import type { z } from '@hono/zod-openapi'
import type { RefusalCode } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import type { Lang } from '#platform/i18n'

/** What a handler may know of the request besides its parsed input. */
export type RequestFacts = {
  readonly requestId: string
  readonly lang: Lang
  readonly ip: string
  readonly idempotencyKey: string | undefined
}

type Shape = z.ZodType | undefined
type Parsed<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
type Status = 200 | 201 | 202 | 204

type Description = {
  readonly method: Method
  /** Below /api/v1, e.g. `/orders/:orderId/cancellation`. */
  readonly path: `/${string}`
  /** What the caller must be allowed, e.g. `orders:cancel`; `public` for everybody, `signed-in` for anybody known. */
  readonly permission: string
  readonly summary: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly refusals?: readonly RefusalCode[]
  /** Writes answer a repeated Idempotency-Key with the first answer; false when the use case does that itself. */
  readonly keepsAnswers?: boolean
  readonly bodyBytesMax?: number
}

type Input<P extends Shape, Q extends Shape, B extends Shape> = {
  readonly params: Parsed<P>
  readonly query: Parsed<Q>
  readonly body: Parsed<B>
  readonly request: RequestFacts
}

type Answers = { readonly [S in Status]?: z.ZodType }
type AnswerOf<A extends Answers> = { [S in keyof A]: A[S] extends z.ZodType ? z.input<A[S]> : never }[keyof A]

type RouteDefinition<P extends Shape, Q extends Shape, B extends Shape, A extends Answers> = Description & {
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** The one good answer: its status and shape. `204: z.void()` for nothing. */
  readonly answers: A
  handle(cx: Cx, input: Input<P, Q, B>): Promise<AnswerOf<A>> | AnswerOf<A>
}

/** A route with its types forgotten, as the server mounts it. */
export type Route = Description & {
  readonly kind: 'json'
  readonly params: z.ZodType | undefined
  readonly query: z.ZodType | undefined
  readonly body: z.ZodType | undefined
  readonly answers: Answers
  // biome-ignore lint/suspicious/noExplicitAny: the types meet in `route` below; mounting parses before it calls
  handle(cx: Cx, input: any): unknown
}

/** Declares one operation of the API. The server parses the input, checks the permission, calls `handle` and writes the answer. */
export const route = <
  A extends Answers,
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>(
  definition: RouteDefinition<P, Q, B, A>,
): Route => ({
  ...definition,
  kind: 'json',
  params: definition.params,
  query: definition.query,
  body: definition.body,
})

type RawInput<P extends Shape, Q extends Shape> = {
  readonly params: Parsed<P>
  readonly query: Parsed<Q>
  readonly request: RequestFacts
  /** The request as it came; its body has not been read. */
  readonly raw: Request
}

type RawRouteDefinition<P extends Shape, Q extends Shape> = Description & {
  readonly params?: P
  readonly query?: Q
  /** Set when the body is a form with files: its fields, for the description of the API. */
  readonly form?: z.ZodType
  /** The content type of the good answer, for the description of the API; `answer` its shape when that is JSON. */
  readonly produces: string
  readonly answer?: z.ZodType
  handle(cx: Cx, input: RawInput<P, Q>): Promise<Response>
}

export type RawRoute = Description & {
  readonly kind: 'raw'
  readonly params: z.ZodType | undefined
  readonly query: z.ZodType | undefined
  readonly form: z.ZodType | undefined
  readonly produces: string
  readonly answer: z.ZodType | undefined
  // biome-ignore lint/suspicious/noExplicitAny: as in Route
  handle(cx: Cx, input: any): Promise<Response>
}

/** An operation that reads or writes something else than JSON: uploads, files, streams. */
export const rawRoute = <P extends Shape = undefined, Q extends Shape = undefined>(
  definition: RawRouteDefinition<P, Q>,
): RawRoute => ({
  ...definition,
  kind: 'raw',
  params: definition.params,
  query: definition.query,
  form: definition.form,
  answer: definition.answer,
})

export type AnyRoute = Route | RawRoute
