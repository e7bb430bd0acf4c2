import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { refuse } from '#kernel/refusal'
import type { EdgeContext, EdgeEnv } from './edge.ts'

/** Reads no more than `bytesMax` of a request's body, whoever sends it: refuses `request.too-large`, or answers as `instead` does. */
export const limitBody = (bytesMax: number, instead?: (c: EdgeContext) => Response): MiddlewareHandler<EdgeEnv> =>
  bodyLimit({ maxSize: bytesMax, onError: (c) => instead?.(c) ?? refuse('request.too-large', { bytesMax }) })
