import { addressesRoutes } from './routes.ts'

export { moveAddress } from './move-address.ts'
export { findMoved, findMovedSlugs } from './queries.ts'
export { addressesRefusals } from './refusals.ts'
export const routes = addressesRoutes
