import { expect, test } from 'vitest'
import { refusalStatuses } from '#app/refusals'
import { routes } from '#app/routes'
import { rolePermissions } from '#modules/team'
import type { AnyRoute } from '#platform/http'

const permissionPattern = /^(public|signed-in|[a-z-]+:[a-z-]+)$/

/** Areas that only the owner has, by decision. */
const ownerOnly = new Set(['team', 'settings', 'demo'])

const nameOf = ({ method, path }: AnyRoute): string => `${method.toUpperCase()} ${path}`

function faultsOf(route: AnyRoute): string[] {
  const { permission } = route
  if (!permissionPattern.test(permission ?? '')) return [`${nameOf(route)} has no permission`]
  const [area = ''] = permission.split(':')
  const staffAreas = rolePermissions.staff.map((granted) => granted.split(':')[0])
  const isKnown =
    permission === 'public' || permission === 'signed-in' || ownerOnly.has(area) || staffAreas.includes(area)
  return isKnown ? [] : [`${nameOf(route)} needs ${permission}, which no role but the owner has`]
}

test('every route has a permission that a role grants', () => {
  expect(routes.flatMap(faultsOf)).toEqual([])
})

test('the check catches a route without a permission', () => {
  const [route] = routes
  if (!route) throw new Error('there are no routes')
  const seeded = { ...route, permission: '' }
  expect(faultsOf(seeded)).toEqual([`${nameOf(route)} has no permission`])
})

test('no two routes share an address', () => {
  const names = routes.map((route) => nameOf(route).replaceAll(/:\w+/g, ':'))
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('every refusal a route names has a status', () => {
  const unknown = routes.flatMap((route) => (route.refusals ?? []).filter((code) => !(code in refusalStatuses)))
  expect(unknown).toEqual([])
})
