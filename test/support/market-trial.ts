import { beforeEach } from 'vitest'
import type { AccountId } from '#kernel/ids'
import { type ConnectorMaker, connectAccount, runLane, subscriptions } from '#modules/channels'
import type { Cx } from '#platform/cx'
import { createHttpClient, type HttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { dispatchOutbox } from '#platform/outbox'
import { unlockSecrets } from '#platform/secrets'
import type { SettingName, Vendor } from '#sandbox/machine'
import type { ShelfItem } from '#sandbox/pages'
import { createSandbox, type Sandbox } from '#sandbox/server'
import { memoryFiles } from './memory-files.ts'
import type { World } from './world.ts'

/** What a trial must know of a vendor beyond the connector: how to reach its sandbox and where to hurt it. */
export type ChannelUnderTest = {
  readonly maker: (http: HttpClient) => ConnectorMaker
  readonly vendor: Vendor
  readonly settings: Record<string, string>
  readonly credentials: Record<string, string>
  /** The request that makes a listing exist. */
  readonly creation: { readonly method: string; readonly path: string }
  readonly ordersPath: string
  /** The sandbox's switch for listing every order twice. */
  readonly duplicates: SettingName
  cancel(sandbox: Sandbox, order: string): Promise<void>
  /** What the vendor's published contract says against an exchange. */
  faultsOf?(exchange: Exchange): readonly string[]
}

export type Exchange = {
  readonly method: string
  readonly path: string
  readonly requestBody: unknown
  readonly status: number
  readonly responseBody: unknown
}

export type Market = {
  readonly sandbox: Sandbox
  readonly exchanges: Exchange[]
  connect(): Promise<AccountId>
  /** What buyers can buy there now. */
  shelf(): ShelfItem[]
  /** Delivers every waiting event, then lets the lane do what there is to do now. */
  settle(accountId: AccountId): Promise<string>
  buy(item: ShelfItem | undefined): string
}

/** A marketplace's sandbox in process with a fresh memory per test, and every exchange with it recorded. */
export function useMarket(world: World, channel: ChannelUnderTest): Market {
  let sandbox: Sandbox | undefined
  const exchanges: Exchange[] = []
  const opened = (): Sandbox => {
    if (!sandbox) throw new Error('the market is open inside tests only')
    return sandbox
  }
  const recorded = async (request: Request): Promise<Response> => {
    const requestBody = jsonOf(await request.clone().text())
    const response = await opened().fetch(request)
    const { pathname: path, search } = new URL(request.url)
    const responseBody = jsonOf(await response.clone().text())
    exchanges.push({
      method: request.method,
      path: `${path}${search}`,
      requestBody,
      status: response.status,
      responseBody,
    })
    return response
  }
  const shelf = () => {
    if (!channel.vendor.shelf) throw new Error('a marketplace has a shelf')
    return channel.vendor.shelf(opened().machine)
  }
  beforeEach(() => {
    unlockSecrets('a secret of at least thirty-two characters')
    exchanges.length = 0
    world.outside.files = memoryFiles()
    sandbox = createSandbox({ store: ':memory:', now: world.clock.now })
    const http = createHttpClient({ system: channel.vendor.name, log: silentLog, fetch: recorded })
    world.outside.connectors = { ...world.outside.connectors, [channel.vendor.name]: channel.maker(http) }
  })
  return {
    get sandbox() {
      return opened()
    },
    exchanges,
    connect: () => connectAccount(world.cx, { channel: channel.vendor.name, label: channel.vendor.name, ...channel }),
    shelf: () => shelf().findItems({ text: '', isForSaleOnly: true, limit: 5000, offset: 0 }).items,
    async settle(accountId) {
      await deliver(world.cx)
      return (await runLane(world.cx, accountId, { random: () => 0.5 })).kind
    },
    buy(item) {
      const purchase = shelf().buy(item?.id ?? '')
      if (purchase.kind !== 'bought') throw new Error(`not bought: ${purchase.message}`)
      return purchase.order
    },
  }
}

/** Undefined for what is not JSON: forms, files, broken answers. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export async function deliver(cx: Cx): Promise<void> {
  while ((await dispatchOutbox(cx, [subscriptions])).dispatched > 0);
}
