import { inboundRefusals, routes } from '#modules/inbound'
import { routes as orderRoutes, ordersRefusals } from '#modules/orders'
import { paymentsRefusals } from '#modules/payments'
import type { Cx } from '#platform/cx'
import { createServer, requestRefusals } from '#platform/http'

/** The public address that vendors are told in tests. */
export const pushAddress = 'https://shop.example'

const doors = [...routes, ...orderRoutes.filter(({ path }) => path.startsWith('/payment-hooks/'))]

/** The shop's door for marketplaces and payment providers, as the real server mounts it, called in process. */
export function createPushDoor(newCx: () => Cx): (request: Request) => Promise<Response> {
  const server = createServer({
    newCx,
    routes: doors,
    statuses: { ...requestRefusals, ...inboundRefusals, ...ordersRefusals, ...paymentsRefusals },
    findActor: async () => undefined,
    publicUrl: pushAddress,
    version: 'test',
    trustedProxies: 0,
    observe: () => {},
    rateLimits: undefined,
  })
  return async (request) => server.fetch(request)
}
