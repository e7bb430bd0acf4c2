import { betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins'
import type { Actor, Cx } from '#platform/cx'
import { permissionsOfRole } from './roles.ts'
import { actorOfToken } from './tokens.ts'
import { passwordCharsMin } from './users.ts'

export type AuthOptions = { readonly db: Cx['db']; readonly secret: string; readonly publicUrl: string }

/** Sign-in with e-mail and password, sessions and two-factor codes, by better-auth on our tables. */
export function createAuth({ db, secret, publicUrl }: AuthOptions) {
  const auth = betterAuth({
    appName: 'Étal',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    // The edge has refused writes from other sites; the shop may also be open under its address in the house.
    trustedOrigins: (request) => (request ? [new URL(request.url).origin] : []),
    database: { db, type: 'postgres' },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Accounts are made by the owner; nobody signs up by themselves.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: passwordCharsMin },
    user: {
      modelName: 'users',
      additionalFields: {
        role: { type: 'string', input: false, defaultValue: 'volunteer' },
        lang: { type: 'string', defaultValue: 'fr' },
      },
    },
    session: { modelName: 'sessions' },
    account: { modelName: 'accounts' },
    verification: { modelName: 'verifications' },
    plugins: [twoFactor({ issuer: 'Étal', schema: { twoFactor: { modelName: 'twoFactors' } } })],
    // Attempts are limited by the edge, in the database, for all processes together.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'etal',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
    },
  })
  return {
    handle: (request: Request): Promise<Response> => auth.handler(request),

    /** Who is asking: the bearer of an API token, or the person whose session cookie came along. */
    async actorFromRequest(cx: Cx, request: Request): Promise<Actor | undefined> {
      const bearer = /^bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
      if (bearer !== undefined) return actorOfToken(cx, bearer)
      if (!request.headers.has('cookie')) return undefined
      const session = await auth.api.getSession({ headers: request.headers })
      if (!session) return undefined
      const { id, name, role } = session.user
      return { id: `user:${id}`, name, permissions: permissionsOfRole(role) }
    },
  }
}

export type Auth = ReturnType<typeof createAuth>
