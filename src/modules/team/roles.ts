/** What each role may do. `area:*` means everything in that area, `*` everything there is. */
export const rolePermissions = {
  owner: ['*'],
  staff: [
    'calendar:*',
    'catalog:*',
    'channels:*',
    'content:*',
    'customers:*',
    'delivery:*',
    'imports:*',
    'intake:*',
    'jobs:*',
    'mails:*',
    'orders:*',
    'payments:*',
    'pricing:*',
    'reviews:*',
    'questions:*',
    'messages:*',
    'audience:*',
    'consent:read',
    'settings:read',
    'stock:*',
    'today:read',
  ],
  volunteer: ['calendar:read', 'catalog:read', 'orders:read', 'orders:pack', 'orders:send', 'stock:read', 'today:read'],
} as const satisfies Record<string, readonly string[]>

export type Role = keyof typeof rolePermissions

const isRole = (text: string): text is Role => Object.hasOwn(rolePermissions, text)

/** Scopes of API tokens are written like permissions. */
export const scopePattern = /^(\*|[a-z-]+:(\*|[a-z-]+))$/

export const permissionsOfRole = (role: string): ReadonlySet<string> =>
  new Set(isRole(role) ? rolePermissions[role] : [])
