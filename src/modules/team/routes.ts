import { z } from '@hono/zod-openapi'
import type { TokenId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { takeFromBudget } from '#platform/budget'
import { idSchema, langSchema, route, timeSchema } from '#platform/http'
import { isLang } from '#platform/i18n'
import { e164Of } from '#platform/phone'
import { findUser, listTokens } from './queries.ts'
import { scopePattern } from './roles.ts'
import { changeSettings, getSettings, settingsSchema } from './settings.ts'
import { createToken, revokeToken } from './tokens.ts'
import { passwordCharsMin, setUpOwner } from './users.ts'

const scopesSchema = z.array(z.string().regex(scopePattern)).min(1).max(50)

const getMe = route({
  method: 'get',
  path: '/me',
  permission: 'signed-in',
  summary: 'Who is asking, and what they may do',
  tags: ['team'],
  answers: {
    200: z
      .object({
        id: z.string(),
        name: z.string(),
        email: z.string().nullable(),
        role: z.string().nullable(),
        lang: z.string().nullable(),
        hasTwoFactor: z.boolean(),
        permissions: z.array(z.string()),
      })
      .openapi('Me'),
  },
  handle: async (cx) => {
    const { id, name, permissions } = cx.actor
    const user = id.startsWith('user:') ? await findUser(cx, id.slice('user:'.length)) : undefined
    return {
      id,
      name,
      email: user?.email ?? null,
      role: user?.role ?? null,
      lang: isLang(user?.lang) ? user.lang : null,
      hasTwoFactor: user?.twoFactorEnabled ?? false,
      permissions: [...permissions],
    }
  },
})

const getTokens = route({
  method: 'get',
  path: '/tokens',
  permission: 'team:read',
  summary: 'The API tokens that were made',
  tags: ['team'],
  answers: {
    200: z.object({
      items: z.array(
        z
          .object({
            id: idSchema<TokenId>('Token'),
            name: z.string(),
            scopes: z.array(z.string()),
            createdAt: timeSchema,
            createdBy: z.string(),
            lastUsedAt: timeSchema.nullable(),
            revokedAt: timeSchema.nullable(),
          })
          .openapi('Token'),
      ),
    }),
  },
  handle: async (cx) => ({ items: await listTokens(cx) }),
})

const postToken = route({
  method: 'post',
  path: '/tokens',
  permission: 'team:write',
  summary: 'Make an API token; the answer is the only time it is shown',
  tags: ['team'],
  body: z.object({ name: z.string().trim().min(1).max(80), scopes: scopesSchema }),
  answers: { 201: z.object({ id: idSchema<TokenId>('Token'), token: z.string() }) },
  refusals: ['team.scope-not-yours'],
  // A kept answer would keep the token readable in the database.
  keepsAnswers: false,
  handle: (cx, { body }) => createToken(cx, body),
})

const postTokenRevocation = route({
  method: 'post',
  path: '/tokens/:tokenId/revocation',
  permission: 'team:write',
  summary: 'End an API token at once',
  tags: ['team'],
  params: z.object({ tokenId: idSchema<TokenId>('Token') }),
  answers: { 204: z.void() },
  refusals: ['team.token-not-found'],
  handle: (cx, { params }) => revokeToken(cx, params.tokenId),
})

/** With +, or as dialled in France. */
const phoneSchema = z
  .string()
  .trim()
  .max(40)
  .refine((text) => text === '' || e164Of(text) !== undefined, 'is not a whole telephone number')
  .optional()

const getSettingsRoute = route({
  method: 'get',
  path: '/settings',
  permission: 'settings:read',
  summary: 'What the shop says about itself',
  tags: ['team'],
  answers: { 200: settingsSchema.openapi('Settings') },
  handle: (cx) => getSettings(cx),
})

const patchSettings = route({
  method: 'patch',
  path: '/settings',
  permission: 'settings:write',
  summary: 'Change what the shop says about itself',
  tags: ['team'],
  body: settingsSchema.partial().extend({ phone: phoneSchema }),
  answers: { 200: settingsSchema.openapi('Settings') },
  handle: (cx, { body }) => changeSettings(cx, body),
})

const postSetup = route({
  method: 'post',
  path: '/setup',
  permission: 'public',
  summary: 'Make the owner account with the token that the terminal shows at the first start',
  tags: ['team'],
  body: z.object({
    token: z.string().min(1).max(200),
    name: z.string().trim().min(1).max(80),
    email: z.email().max(200),
    password: z.string().min(passwordCharsMin).max(128),
    lang: langSchema.default('fr'),
  }),
  answers: { 201: z.object({ id: z.string() }) },
  refusals: ['team.setup-link-not-valid', 'team.owner-exists', 'team.email-taken', 'request.too-many'],
  handle: async (cx, { body, request }) => {
    const taken = await takeFromBudget(cx, `setup:${request.ip}`, { perMinute: 5, burst: 5 })
    if (!taken.granted) refuse('request.too-many', { retryAfterMs: taken.retryAfterMs })
    return { id: await setUpOwner(cx, body) }
  },
})

export const teamRoutes = [
  getMe,
  getTokens,
  postToken,
  postTokenRevocation,
  getSettingsRoute,
  patchSettings,
  postSetup,
] as const
