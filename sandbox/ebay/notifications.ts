import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { anyToken, type EbayContext, type EbayEnv, jsonBody, userToken } from './access.ts'
import { readBody, refuseEbay } from './errors.ts'
import {
  alertEmail,
  type Destination,
  drawId,
  findDestination,
  findKey,
  insertSubscription,
  listDestinations,
  listSubscriptions,
  removeDestination,
  removeSubscription,
  type Subscription,
  saveDestination,
  setAlertEmail,
  setSubscriptionStatus,
  signingKey,
} from './notification-store.ts'
import { pushAccountDeletion, type Topic, topics } from './push.ts'

const domain = 'API_NOTIFICATION'
const base = '/commerce/notification/v1'
const ConfigBody = z.object({ alertEmail: z.email() })
const DestinationBody = z.object({
  name: z.string(),
  status: z.string(),
  deliveryConfig: z.object({ endpoint: z.string(), verificationToken: z.string() }),
})
const SubscriptionBody = z.object({
  topicId: z.string(),
  status: z.string(),
  destinationId: z.string(),
  payload: z.object({ format: z.string(), schemaVersion: z.string(), deliveryProtocol: z.string() }),
})

/** The application's side: alerts, destinations, topics, keys; and each seller's subscriptions. */
export function notifications(machine: Machine): Hono<EbayEnv> {
  const app = new Hono<EbayEnv>()
  // The stage manager's lever: a member leaves eBay.
  app.post('/_account_deletion/:username', (c) => {
    pushAccountDeletion(machine, c.req.param('username'))
    return c.body(null, 204)
  })
  app.use('/subscription/*', userToken(machine, 'sell'))
  app.use('/subscription', userToken(machine, 'sell'))
  for (const path of ['/config', '/destination', '/destination/*', '/topic', '/topic/*', '/public_key/*'])
    app.use(path, anyToken(machine))
  addApplicationRoutes(app, machine)
  addSubscriptionRoutes(app, machine)
  return app
}

function addApplicationRoutes(app: Hono<EbayEnv>, machine: Machine): void {
  app.get('/config', (c) => {
    const email = alertEmail(machine)
    return email === undefined
      ? refuseEbay(404, domain, [195003, 'Please provide configurations required for notifications.'])
      : c.json({ alertEmail: email })
  })
  app.put('/config', async (c) => {
    setAlertEmail(machine, readBody(ConfigBody, await jsonBody(c)).alertEmail)
    return c.body(null, 204)
  })

  app.get('/topic', (c) => c.json({ topics: topics.map(topicView), total: topics.length, href: `${base}/topic` }))
  app.get('/topic/:id', (c) => c.json(topicView(topicOf(c.req.param('id')))))
  app.get('/public_key/:kid', (c) => {
    signingKey(machine)
    const key = findKey(machine, c.req.param('kid'))
    if (!key) return refuseEbay(404, domain, [195012, 'The specified public key id does not exist.'])
    return c.json({ key: key.public_pem.replaceAll('\n', ''), algorithm: 'ECDSA', digest: 'SHA1' })
  })

  app.get('/destination', (c) => {
    const destinations = listDestinations(machine).map(destinationView)
    return c.json({ destinations, total: destinations.length, href: `${base}/destination`, limit: 20 })
  })
  app.post('/destination', async (c) => {
    const wanted = await readDestination(machine, c, drawId(machine))
    if (listDestinations(machine).some(({ endpoint }) => endpoint === wanted.endpoint))
      refuseEbay(409, domain, [195017, 'Destination exists for this endpoint.'])
    saveDestination(machine, wanted)
    return created(c, `destination/${wanted.id}`)
  })
  app.get('/destination/:id', (c) => c.json(destinationView(destinationOf(machine, c.req.param('id')))))
  app.put('/destination/:id', async (c) => {
    const { id } = destinationOf(machine, c.req.param('id'))
    saveDestination(machine, await readDestination(machine, c, id))
    return c.body(null, 204)
  })
  app.delete('/destination/:id', (c) => {
    const { id } = destinationOf(machine, c.req.param('id'))
    if (listSubscriptions(machine).some(({ destination_id }) => destination_id === id))
      refuseEbay(409, domain, [195015, 'The destination has subscriptions.'])
    removeDestination(machine, id)
    return c.body(null, 204)
  })
}

/** The address must answer the challenge before it is taken. */
async function readDestination(machine: Machine, c: EbayContext, id: string): Promise<Destination> {
  const { name, status, deliveryConfig } = readBody(DestinationBody, await jsonBody(c))
  const { endpoint, verificationToken: token } = deliveryConfig
  if (alertEmail(machine) === undefined)
    refuseEbay(409, domain, [195003, 'Please provide configurations required for notifications.'])
  if (!/^[A-Za-z0-9_-]{32,80}$/.test(token)) refuseEbay(400, domain, [195019, 'Invalid or missing verification token.'])
  if (!(await isAnswered(machine, endpoint, token)))
    refuseEbay(400, domain, [195020, 'Challenge verification failed for requested endpoint.'])
  return { id, name, status, endpoint, token }
}

async function isAnswered(machine: Machine, endpoint: string, token: string): Promise<boolean> {
  if (!machine.reach) return true
  const code = drawId(machine)
  const url = new URL(endpoint)
  url.searchParams.set('challenge_code', code)
  try {
    const answer = await machine.reach(new Request(url))
    const wanted = createHash('sha256').update(code).update(token).update(endpoint).digest('hex')
    const told = z.object({ challengeResponse: z.string() }).safeParse(await answer.json())
    return answer.status === 200 && told.success && told.data.challengeResponse === wanted
  } catch {
    return false
  }
}

function addSubscriptionRoutes(app: Hono<EbayEnv>, machine: Machine): void {
  app.get('/subscription', (c) => {
    const subscriptions = listSubscriptions(machine).map(subscriptionView)
    return c.json({ subscriptions, total: subscriptions.length, href: `${base}/subscription`, limit: 20 })
  })
  app.post('/subscription', async (c) => {
    const { topicId, status, destinationId, payload } = readBody(SubscriptionBody, await jsonBody(c))
    const topic = topicOf(topicId)
    destinationOf(machine, destinationId)
    const known = listSubscriptions(machine)
    if (known.some((other) => other.topic === topic && other.destination_id === destinationId))
      refuseEbay(409, domain, [195014, 'Subscription exists for this topic.'])
    const id = drawId(machine)
    insertSubscription(machine, {
      id,
      topic,
      status,
      destination_id: destinationId,
      schema_version: payload.schemaVersion,
      created_at: machine.now().toISOString(),
    })
    return created(c, `subscription/${id}`)
  })
  app.get('/subscription/:id', (c) => c.json(subscriptionView(subscriptionOf(machine, c.req.param('id')))))
  app.delete('/subscription/:id', (c) => {
    removeSubscription(machine, subscriptionOf(machine, c.req.param('id')).id)
    return c.body(null, 204)
  })
  for (const [word, status] of [
    ['enable', 'ENABLED'],
    ['disable', 'DISABLED'],
  ] as const) {
    app.post(`/subscription/:id/${word}`, (c) => {
      setSubscriptionStatus(machine, subscriptionOf(machine, c.req.param('id')).id, status)
      return c.body(null, 204)
    })
  }
}

const created = (c: Context, path: string) => c.json({}, 201, { Location: `https://api.ebay.com${base}/${path}` })

const topicOf = (id: string): Topic =>
  topics.find((topic) => topic === id) ?? refuseEbay(404, domain, [195001, 'The specified topic id does not exist.'])

const destinationOf = (machine: Machine, id: string): Destination =>
  findDestination(machine, id) ?? refuseEbay(404, domain, [195010, 'The specified destination id does not exist.'])

const subscriptionOf = (machine: Machine, id: string): Subscription =>
  listSubscriptions(machine).find((subscription) => subscription.id === id) ??
  refuseEbay(404, domain, [195011, 'The specified subscription id does not exist.'])

const topicView = (topicId: Topic) => ({
  topicId,
  description: topicId,
  context: 'SELL',
  scope: topicId === 'ORDER_CONFIRMATION' ? 'USER' : 'APPLICATION',
  status: 'ENABLED',
  authorizationScopes: ['https://api.ebay.com/oauth/api_scope/sell.fulfillment.readonly'],
  supportedPayloads: [{ format: ['JSON'], schemaVersion: '1.0', deliveryProtocol: 'HTTPS', deprecated: false }],
})

const destinationView = ({ id, name, status, endpoint, token }: Destination) => ({
  destinationId: id,
  name,
  status,
  deliveryConfig: { endpoint, verificationToken: token },
})

const subscriptionView = ({ id, topic, status, destination_id, schema_version, created_at }: Subscription) => ({
  subscriptionId: id,
  topicId: topic,
  status,
  creationDate: created_at,
  destinationId: destination_id,
  payload: { format: 'JSON', schemaVersion: schema_version, deliveryProtocol: 'HTTPS' },
})
