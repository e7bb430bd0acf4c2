import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import type { Machine } from '#sandbox/machine'
import { accessError, EbayRefusal, refuseEbay, refuseInventory } from './errors.ts'
import { findToken } from './token-store.ts'

export type EbayEnv = { Variables: { base: string }; Bindings: Partial<HttpBindings> }
export type EbayContext = Context<EbayEnv>

export const marketplaceId = 'EBAY_FR'

const schemes = { sell: 'Bearer', 'post-order': 'IAF' }

/** A user token, sent the way each API family wants it: `Bearer`, and `IAF` for the older Post-Order API. */
export function userToken(machine: Machine, scheme: keyof typeof schemes): MiddlewareHandler<EbayEnv> {
  return async (c, next) => {
    c.set('base', `${new URL(c.req.url).origin}/ebay`)
    const [given, token] = (c.req.header('authorization') ?? '').split(' ')
    if (!token) refuseEbay(401, 'OAuth', [1002, 'Missing access token'])
    const known = given === schemes[scheme] ? findToken(machine, token ?? '') : undefined
    if (!known) refuseEbay(401, 'OAuth', [1001, 'Invalid access token'])
    if (known?.kind === 'application') refuseEbay(403, 'ACCESS', [1100, 'Access denied'])
    await next()
  }
}

/** An application token is enough for taxonomy and metadata. */
export function anyToken(machine: Machine): MiddlewareHandler<EbayEnv> {
  return async (c, next) => {
    const [scheme, token] = (c.req.header('authorization') ?? '').split(' ')
    if (scheme !== 'Bearer' || !findToken(machine, token ?? ''))
      refuseEbay(401, 'OAuth', [1001, 'Invalid access token'])
    await next()
  }
}

const languageTag = /^[a-z]{2}-[A-Z]{2}$/

/**
 * The Inventory API's headers. Node's fetch sends `Accept-Language: *` by itself, and the live API refuses that with
 * 25709, so a client has to set it on every call; a missing one is treated alike here to catch it in-process too.
 */
export const inventoryHeaders: MiddlewareHandler<EbayEnv> = async (c, next) => {
  if (!languageTag.test(c.req.header('accept-language') ?? '')) {
    refuseInventory(25709, 'Invalid value for header Accept-Language.')
  }
  await next()
}

/** createOrReplaceInventoryItem, createOffer, updateOffer and their bulk forms. */
export function contentLanguage(c: EbayContext): string {
  const language = c.req.header('content-language') ?? ''
  if (!languageTag.test(language)) refuseInventory(25709, 'Invalid value for header Content-Language.')
  return language
}

export function requireMarketplace(c: EbayContext): void {
  if (c.req.header('x-ebay-c-marketplace-id') !== marketplaceId) {
    refuseEbay(400, 'ACCESS', [2003, 'Invalid or missing X-EBAY-C-MARKETPLACE-ID header'])
  }
}

export async function jsonBody(c: EbayContext): Promise<unknown> {
  if (!c.req.header('content-type')?.startsWith('application/json')) {
    throw new EbayRefusal(415, [accessError(2004, 'Invalid request', 'Content-Type must be application/json')])
  }
  try {
    return JSON.parse(await c.req.text())
  } catch {
    throw new EbayRefusal(400, [accessError(2004, 'Invalid request', 'Could not parse the request body as JSON')])
  }
}

/** A whole number from the query; `undefined` when it is not one. */
export const queryNumber = (text: string | undefined, fallback: number): number | undefined =>
  text === undefined ? fallback : /^\d{1,9}$/.test(text) ? Number(text) : undefined
