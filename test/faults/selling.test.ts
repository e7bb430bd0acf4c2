import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { serve } from '@hono/node-server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { discogs } from '#connectors/marketplaces/discogs'
import { ebay } from '#connectors/marketplaces/ebay'
import type { AccountId, VariantId } from '#kernel/ids'
import { connectAccount, runLane, verifyListings } from '#modules/channels'
import { pollOrders } from '#modules/inbound'
import { orderFaultPoints } from '#modules/orders'
import { claimVariant, releaseClaims, verifyStock } from '#modules/stock'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { unlockSecrets } from '#platform/secrets'
import { discogs as discogsVendor } from '#sandbox/discogs'
import { ebay as ebayVendor } from '#sandbox/ebay'
import { createSandbox, type Sandbox } from '#sandbox/server'
import { aCopy } from '#support/makers'
import { deliver } from '#support/market-trial'
import { memoryFiles } from '#support/memory-files'
import { useWorld } from '#support/world'

/** Real processes die by SIGKILL between two steps of selling elsewhere; the next start must make everything right. */
const world = useWorld()
const secret = 'a secret of at least thirty-two characters'
const channels = {
  discogs: { vendor: discogsVendor, credentials: { token: 'sandbox-discogs-token' } },
  ebay: {
    vendor: ebayVendor,
    credentials: {
      clientId: 'sandbox-ebay-client',
      clientSecret: 'sandbox-ebay-secret',
      refreshToken: 'sandbox-ebay-refresh',
    },
  },
} as const
type Channel = keyof typeof channels
const everyChannel = ['discogs', 'ebay'] as const

let sandbox: Sandbox
let server: ReturnType<typeof serve>
let street = ''

beforeEach(async () => {
  world.clock.set(new Date())
  unlockSecrets(secret)
  sandbox = createSandbox({ store: ':memory:', now: world.clock.now })
  server = serve({ fetch: sandbox.app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  const address = server.address()
  street = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  world.outside.files = memoryFiles()
  world.outside.connectors = {
    discogs: discogs(createHttpClient({ system: 'discogs', log: silentLog })),
    ebay: ebay(createHttpClient({ system: 'ebay', log: silentLog })),
  }
})
afterEach(() => {
  server.close()
  if ('closeAllConnections' in server) server.closeAllConnections()
  sandbox.close()
})

/** Most of a process' short life is loading its modules. */
const compileCache = new URL('../../node_modules/.cache/compile', import.meta.url).pathname
const timeoutMs = 60_000

/** How the process ended: by a signal, or by itself. */
async function run(action: 'lane' | 'poll', accountId: AccountId, point: string): Promise<string> {
  const script = new URL('./seller.ts', import.meta.url).pathname
  const at = world.clock.now().toISOString()
  const options = ['--url', world.database.url, '--secret', secret, '--at', at, '--point', point]
  const child = spawn(process.execPath, [script, action, accountId, ...options], {
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code, signal] = await once(child, 'exit')
  return signal ?? `code ${code}`
}

const connect = (channel: Channel): Promise<AccountId> =>
  connectAccount(world.cx, {
    channel,
    label: channel,
    settings: { baseUrl: `${street}/${channel}` },
    credentials: channels[channel].credentials,
  })

const recordsCount = 3
async function someCopies(): Promise<VariantId[]> {
  const variantIds: VariantId[] = []
  for (let index = 1; index <= recordsCount; index += 1) {
    const { variantId } = await aCopy(world.cx, { product: { discogsReleaseId: index, title: `Face ${index}` } })
    variantIds.push(variantId)
  }
  return variantIds
}

function shelf(channel: Channel) {
  const vendorShelf = channels[channel].vendor.shelf?.(sandbox.machine)
  if (!vendorShelf) throw new Error('a marketplace has a shelf')
  return vendorShelf
}
const onSale = (channel: Channel) =>
  shelf(channel).findItems({ text: '', isForSaleOnly: true, limit: 100, offset: 0 }).items

/** What the worker of the next start does within its first minutes: the dead one's lease runs out, answers are looked for. */
async function recover(accountIds: readonly AccountId[]): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    world.clock.advanceMs(21_000)
    for (const accountId of accountIds) {
      await pollOrders(world.cx, accountId)
      await deliver(world.cx)
      await runLane(world.cx, accountId, { random: () => 0.5 })
    }
  }
}

async function expectAllInOrder(): Promise<void> {
  expect([...(await verifyListings(world.cx)), ...(await verifyStock(world.cx))]).toEqual([])
  const pending = await world.cx.db.selectFrom('listings').select('id').whereRef('sentSeq', '<', 'wantedSeq').execute()
  expect(pending).toEqual([])
  expect(await world.cx.db.selectFrom('incidents').select('kind').execute()).toEqual([])
}

const sendingPoints = ['channels.after-intent', 'channels.after-answer'] as const
const everyCase = everyChannel.flatMap((channel) => sendingPoints.map((point) => [channel, point] as const))

test.each(everyCase)(
  'on %s, killed at %s, every copy is listed once and a sold one is taken off',
  async (channel, point) => {
    const [sold] = await someCopies()
    const accountId = await connect(channel)
    expect(await run('lane', accountId, point)).toBe('SIGKILL')
    await recover([accountId])
    expect(new Set(onSale(channel).map(({ title }) => title)).size).toBe(recordsCount)
    expect(onSale(channel)).toHaveLength(recordsCount)
    await expectAllInOrder()

    if (!sold) throw new Error('made above')
    await claimVariant(world.cx, { variantId: sold, quantity: 1, kind: 'order', holder: 'order:here', expiresAt: null })
    await deliver(world.cx)
    expect(await run('lane', accountId, point)).toBe('SIGKILL')
    await recover([accountId])
    expect(onSale(channel)).toHaveLength(recordsCount - 1)
    expect(await verifyListings(world.cx)).toEqual([])
  },
  timeoutMs,
)

test.each(everyChannel)(
  'on %s, killed while a held copy is withdrawn, it is on sale again when it is free again',
  async (channel) => {
    const [heldCopy] = await someCopies()
    const accountId = await connect(channel)
    await recover([accountId])
    if (!heldCopy) throw new Error('made above')
    const hold = { quantity: 1, kind: 'hold', holder: 'hold:here', expiresAt: null } as const
    await claimVariant(world.cx, { variantId: heldCopy, ...hold })
    await deliver(world.cx)
    expect(await run('lane', accountId, 'channels.after-answer')).toBe('SIGKILL')
    expect(onSale(channel)).toHaveLength(recordsCount - 1)
    await releaseClaims(world.cx, { holder: hold.holder, reason: 'test' })
    await recover([accountId])
    expect(onSale(channel)).toHaveLength(recordsCount)
    await expectAllInOrder()
  },
  timeoutMs,
)

test(
  'killed while it probes whether a marketplace is back, the next one probes and sends',
  async () => {
    await someCopies()
    const accountId = await connect('discogs')
    await world.cx.db
      .updateTable('channelAccounts')
      .set({ breaker: 'open', failures: 3, breakerSince: world.clock.now(), blockedUntil: world.clock.now() })
      .execute()
    expect(await run('lane', accountId, 'channels.after-probe')).toBe('SIGKILL')
    await recover([accountId])
    expect(onSale('discogs')).toHaveLength(recordsCount)
    expect(await world.cx.db.selectFrom('channelAccounts').selectAll().executeTakeFirstOrThrow()).toMatchObject({
      breaker: 'closed',
      failures: 0,
    })
    await expectAllInOrder()
  },
  timeoutMs,
)

const importPoints = [...orderFaultPoints.filter((point) => point.startsWith('import.')), 'channels.after-order']

test.each(importPoints)(
  'killed at %s while a sale is taken in, it is one order and its copy is sold once',
  async (point) => {
    await someCopies()
    const discogsId = await connect('discogs')
    const ebayId = await connect('ebay')
    await recover([discogsId, ebayId])
    const purchase = shelf('discogs').buy(onSale('discogs')[0]?.id ?? '')
    expect(purchase.kind).toBe('bought')
    expect(await run('poll', discogsId, point)).toBe('SIGKILL')
    await recover([discogsId, ebayId])
    expect(await world.cx.db.selectFrom('orders').select('source').execute()).toEqual([
      { source: `channel:${discogsId}` },
    ])
    expect(await world.cx.db.selectFrom('orderLineUnits').select('unitId').execute()).toHaveLength(1)
    expect([onSale('discogs').length, onSale('ebay').length]).toEqual([recordsCount - 1, recordsCount - 1])
    await expectAllInOrder()
  },
  timeoutMs,
)
