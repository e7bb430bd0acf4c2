import { type Context, Hono } from 'hono'
import type { Machine } from '#sandbox/machine'
import { issueToken, type TokenKind, tokenSeconds } from './token-store.ts'

/** The keyset and the consent of the one seller this stand-in knows. */
const client = { id: 'sandbox-ebay-client', secret: 'sandbox-ebay-secret' }
const refreshToken = 'sandbox-ebay-refresh'
const scopePrefix = 'https://api.ebay.com/oauth/api_scope'

/** https://developer.ebay.com/api-docs/static/oauth-refresh-token-request.html */
export function oauth(machine: Machine): Hono {
  const app = new Hono()
  app.post('/identity/v1/oauth2/token', async (c) => {
    const basic = Buffer.from(`${client.id}:${client.secret}`).toString('base64')
    if (c.req.header('authorization') !== `Basic ${basic}`) {
      return failure(c, 401, ['invalid_client', 'client authentication failed'])
    }
    if (!c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')) {
      return failure(c, 400, ['invalid_request', 'the request must be application/x-www-form-urlencoded'])
    }
    const form = new URLSearchParams(await c.req.text())
    if (!(form.get('scope') ?? '').split(' ').every((scope) => scope === '' || scope.startsWith(scopePrefix))) {
      return failure(c, 400, [
        'invalid_scope',
        'The requested scope is invalid, unknown, malformed, or exceeds the scope granted to the client',
      ])
    }
    if (form.get('grant_type') === 'client_credentials') return grant(c, machine, 'application')
    if (form.get('grant_type') !== 'refresh_token') {
      return failure(c, 400, [
        'unsupported_grant_type',
        'grant type in request is not supported by the authorization server',
      ])
    }
    if (form.get('refresh_token') !== refreshToken) {
      return failure(c, 400, [
        'invalid_grant',
        'the provided authorization refresh token is invalid or was issued to another client',
      ])
    }
    return grant(c, machine, 'user')
  })
  return app
}

const grant = (c: Context, machine: Machine, kind: TokenKind) =>
  c.json({
    access_token: issueToken(machine, kind),
    expires_in: tokenSeconds,
    token_type: kind === 'user' ? 'User Access Token' : 'Application Access Token',
  })

const failure = (c: Context, status: 400 | 401, [error, description]: readonly [string, string]) =>
  c.json({ error, error_description: description }, status)
