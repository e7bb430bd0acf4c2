import { inboundRefusals, routes } from '#modules/inbound'
import type { Cx } from '#platform/cx'
import { createServer, requestRefusals } from '#platform/http'

/** The public address that vendors are told in tests. */
export const pushAddress = 'https://shop.example'

/** The shop's door for marketplaces, as the real server mounts it, called in process. */
export function createPushDoor(newCx: () => Cx): (request: Request) => Promise<Response> {
  const server = createServer({
    newCx,
    routes,
    statuses: { ...requestRefusals, ...inboundRefusals },
    findActor: async () => undefined,
    publicUrl: pushAddress,
    version: 'test',
    trustedProxies: 0,
    observe: () => {},
    rateLimits: undefined,
  })
  return async (request) => server.fetch(request)
}
