import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { serve } from '@hono/node-server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { discogs } from '#connectors/marketplaces/discogs'
import { ebay } from '#connectors/marketplaces/ebay'
import type { AccountId } from '#kernel/ids'
import { type OrderId, toId } from '#kernel/ids'
import { connectAccount, runLane } from '#modules/channels'
import { pollOrders, requestCommand, workers } from '#modules/inbound'
import { verifyStock } from '#modules/stock'
import { inTransaction } from '#platform/cx'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { unlockSecrets } from '#platform/secrets'
import { deliverDue } from '#sandbox/deliveries'
import { discogs as discogsVendor } from '#sandbox/discogs'
import { ebay as ebayVendor } from '#sandbox/ebay'
import { createSandbox, type Sandbox } from '#sandbox/server'
import { aCopy } from '#support/makers'
import { deliver } from '#support/market-trial'
import { memoryFiles } from '#support/memory-files'
import { createPushDoor, pushAddress } from '#support/push-door'
import { useWorld } from '#support/world'

/** Real processes die by SIGKILL while a push is taken in or a vendor is told something; nothing may be lost or doubled. */
const world = useWorld()
const secret = 'a secret of at least thirty-two characters'
const compileCache = new URL('../../node_modules/.cache/compile', import.meta.url).pathname
const timeoutMs = 60_000
const knock = createPushDoor(() => world.cx)

let sandbox: Sandbox
let server: ReturnType<typeof serve>
let street = ''

beforeEach(async () => {
  world.clock.set(new Date())
  unlockSecrets(secret)
  sandbox = createSandbox({ store: ':memory:', now: world.clock.now, reach: knock })
  server = serve({ fetch: sandbox.app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  const address = server.address()
  street = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  world.outside.files = memoryFiles()
  world.outside.publicUrl = pushAddress
  world.outside.connectors = {
    discogs: discogs(createHttpClient({ system: 'discogs', log: silentLog })),
    ebay: ebay(createHttpClient({ system: 'ebay', log: silentLog })),
  }
})
afterEach(async () => {
  server.close()
  if ('closeAllConnections' in server) server.closeAllConnections()
  sandbox.close()
  expect(await verifyStock(world.cx)).toEqual([])
})

type Action = 'push' | 'pushes' | 'commands'

/** How the process ended: by a signal, or by itself. */
async function run(
  action: Action,
  accountId: AccountId,
  { point, request = '' }: { point: string; request?: string },
): Promise<string> {
  const script = new URL('./seller.ts', import.meta.url).pathname
  const at = world.clock.now().toISOString()
  const options = ['--url', world.database.url, '--secret', secret, '--at', at, '--point', point, '--request', request]
  const child = spawn(process.execPath, [script, action, accountId, ...options], {
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code, signal] = await once(child, 'exit')
  return signal ?? `code ${code}`
}

async function aListedCopy(channel: 'discogs' | 'ebay', credentials: Record<string, string>): Promise<AccountId> {
  await aCopy(world.cx, { product: { discogsReleaseId: 1, title: 'Face 1' } })
  const settings = { baseUrl: `${street}/${channel}`, alertEmail: 'shop@example.org' }
  const accountId = await connectAccount(world.cx, { channel, label: channel, settings, credentials })
  await deliver(world.cx)
  await runLane(world.cx, accountId, { random: () => 0.5 })
  return accountId
}

const ebayKeys = {
  clientId: 'sandbox-ebay-client',
  clientSecret: 'sandbox-ebay-secret',
  refreshToken: 'sandbox-ebay-refresh',
}

function buy(vendor: typeof ebayVendor): string {
  const shelf = vendor.shelf?.(sandbox.machine)
  const [item] = shelf?.findItems({ text: '', isForSaleOnly: true, limit: 1, offset: 0 }).items ?? []
  const purchase = shelf?.buy(item?.id ?? '')
  if (purchase?.kind !== 'bought') throw new Error('the copy was for sale')
  return purchase.order
}

/** The vendor sends what it has to send: to a process that dies at this point, or to us. */
async function post(accountId: AccountId, point?: string): Promise<(string | number)[]> {
  const ends: (string | number)[] = []
  await deliverDue(sandbox.machine, [ebayVendor], async (request) => {
    const end = point ? await run('push', accountId, { point, request: await told(request) }) : await taken(request)
    ends.push(end)
    return { status: end === 200 ? 200 : 502 }
  })
  return ends
}

const taken = async (request: Request): Promise<number> => (await knock(request)).status
const told = async (request: Request): Promise<string> =>
  JSON.stringify({ url: request.url, headers: Object.fromEntries(request.headers), body: await request.text() })

/** What the next worker does. */
const work = async (name: string, accountId: AccountId): Promise<unknown> =>
  workers.find((worker) => worker.name === name)?.run(world.cx, accountId)

const orders = () => world.cx.db.selectFrom('orders').select('externalId').execute()
const events = () => world.cx.db.selectFrom('inboundEvents').select(['outcome', 'repeats']).execute()

async function aSubscribedCopy(): Promise<AccountId> {
  const accountId = await aListedCopy('ebay', ebayKeys)
  await work('subscription', accountId)
  return accountId
}

test.each([
  ['inbound.push-recording', []],
  ['inbound.push-recorded', [{ outcome: 'waiting', repeats: 0 }]],
])(
  'killed at %s, the vendor sends the push again and the sale is one order',
  async (point, recorded) => {
    const accountId = await aSubscribedCopy()
    const externalId = buy(ebayVendor)
    expect(await post(accountId, point)).toEqual(['SIGKILL'])
    expect(await events()).toEqual(recorded)
    world.clock.advanceMs(1_000)
    expect(await post(accountId)).toEqual([200])
    expect(await events()).toEqual([{ outcome: 'waiting', repeats: recorded.length }])
    await work('pushes', accountId)
    expect(await orders()).toEqual([{ externalId }])
  },
  timeoutMs,
)

test.each([
  ['import.inside', 'waiting'],
  ['inbound.event-inside', 'waiting'],
  ['inbound.event-handled', 'handled'],
])(
  'killed at %s while a recorded push is worked off, the next worker finds it %s and the sale is one order',
  async (point, outcome) => {
    const accountId = await aSubscribedCopy()
    const externalId = buy(ebayVendor)
    expect(await post(accountId)).toEqual([200])
    expect(await run('pushes', accountId, { point })).toBe('SIGKILL')
    expect(await events()).toMatchObject([{ outcome }])
    await work('pushes', accountId)
    expect(await events()).toMatchObject([{ outcome: 'handled' }])
    expect(await orders()).toEqual([{ externalId }])
    expect(await world.cx.db.selectFrom('orderLineUnits').select('unitId').execute()).toHaveLength(1)
  },
  timeoutMs,
)

test(
  'killed after the vendor answered a command and before we wrote it down, the vendor is told again and does nothing twice',
  async () => {
    const accountId = await aListedCopy('discogs', { token: 'sandbox-discogs-token' })
    const externalId = buy(discogsVendor)
    await pollOrders(world.cx, accountId)
    const { id } = await world.cx.db.selectFrom('orders').select('id').executeTakeFirstOrThrow()
    const command = {
      kind: 'cancel',
      reason: 'out-of-stock',
      lineIds: await lineIds(),
      message: 'Désolé.',
    } as const
    await inTransaction(world.cx, (tx) => requestCommand(tx, { orderId: toId<OrderId>(id), command }))
    expect(await run('commands', accountId, { point: 'inbound.command-answered' })).toBe('SIGKILL')
    const before = await messagesOf(externalId)
    expect(before).toHaveLength(1)
    const states = () => world.cx.db.selectFrom('orderCommands').select('state').execute()
    expect(await states()).toEqual([{ state: 'waiting' }])
    await work('commands', accountId)
    expect(await states(), 'the dead runner’s turn is not over').toEqual([{ state: 'waiting' }])
    world.clock.advanceMs(61_000)
    await work('commands', accountId)
    expect(await states()).toEqual([{ state: 'done' }])
    expect(await messagesOf(externalId)).toEqual(before)
  },
  timeoutMs,
)

const lineIds = async (): Promise<string[]> => {
  const lines = await world.cx.db.selectFrom('orderLines').select('externalLineId').execute()
  return lines.flatMap(({ externalLineId }) => externalLineId ?? [])
}

/** What the buyer was written. */
async function messagesOf(externalId: string): Promise<unknown[]> {
  const answer = await sandbox.app.request(`/discogs/marketplace/orders/${externalId}/messages`, {
    headers: { 'User-Agent': 'EtalTest/1.0', Authorization: 'Discogs token=sandbox-discogs-token' },
  })
  const { messages } = await answer.json()
  return messages.filter(({ message }: { message: string }) => message.includes('Désolé'))
}
