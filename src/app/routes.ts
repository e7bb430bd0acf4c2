import { routes as team } from '#modules/team'
import type { AnyRoute } from '#platform/http'

/** Every operation of the REST API. */
export const routes: readonly AnyRoute[] = [...team]
