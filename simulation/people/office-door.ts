import { channelsRefusals, routes } from '#modules/channels'
import { type Cx, systemActor } from '#platform/cx'
import { createServer, requestRefusals } from '#platform/http'
import { pushAddress } from '#support/push-door'

/** The shop's own API as a person in the office uses it, called in process. Answers the status. */
export async function postAsOffice(cx: Cx, path: string, body: object): Promise<number> {
  const server = createServer({
    newCx: () => cx,
    routes,
    statuses: { ...requestRefusals, ...channelsRefusals },
    findActor: async () => systemActor,
    publicUrl: pushAddress,
    version: 'simulation',
    trustedProxies: 0,
    observe: () => {},
    rateLimits: undefined,
  })
  const headers = { 'Content-Type': 'application/json', Origin: pushAddress }
  const request = new Request(`${pushAddress}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await server.fetch(request)).status
}
