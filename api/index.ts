import createClient from 'openapi-fetch'
import type { paths } from './schema.ts'

export type { components, paths, Schema } from './schema.ts'

/** The typed client of the REST API: `client.GET('/orders/{orderId}', { params: { path: { orderId } } })`. */
export const createApiClient = (options: { baseUrl?: string; headers?: Record<string, string> } = {}) =>
  createClient<paths>({ ...options, baseUrl: options.baseUrl ?? '/api/v1' })

export type ApiClient = ReturnType<typeof createApiClient>
