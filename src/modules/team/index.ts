import { operationRoutes } from './operation-routes.ts'
import { teamRoutes } from './routes.ts'

export { type Auth, createAuth } from './auth.ts'
export { listTokens } from './queries.ts'
export { teamRefusals } from './refusals.ts'
export { rolePermissions, scopePattern } from './roles.ts'
export { changeSettings, getSettings, type Settings } from './settings.ts'
export { createToken, revokeToken } from './tokens.ts'
export { createOwner, ensureOwner, findDemoSignIn, type OwnerState, passwordCharsMin, resetPassword } from './users.ts'

export const routes = [...teamRoutes, ...operationRoutes] as const
