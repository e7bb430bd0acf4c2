import { describeRoutes } from '#platform/http'
import { refusalStatuses } from './refusals.ts'
import { routes } from './routes.ts'
import { version } from './version.ts'

/** The OpenAPI document without a server, as plain JSON. */
export const openApiDocument = () => describeRoutes({ routes, statuses: refusalStatuses, version })
