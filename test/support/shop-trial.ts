import { afterEach, beforeEach, expect } from 'vitest'
import type {
  Connector,
  ConnectorMaker,
  JsonObject,
  PublishEntry,
  RemoteListing,
  RemoteOrder,
  WantedListing,
} from '#modules/channels'
import { createHttpClient, type HttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { changeSetting, type SettingName, type Vendor } from '#sandbox/machine'
import { createSandbox, type Sandbox } from '#sandbox/server'

type ShopUnderTest = {
  readonly maker: (http: HttpClient) => ConnectorMaker
  readonly vendor: Vendor
  readonly settings: JsonObject
  readonly credentials: JsonObject
  /** What the vendor's contract says against an exchange; bodies are texts. */
  faultsOf?(exchange: ShopExchange): readonly string[]
}
export type ShopExchange = {
  readonly method: string
  readonly url: string
  readonly requestBody: string
  readonly status: number
  readonly responseBody: string
}

/** A connector alone before its sandbox: no database, no lanes, a clock that only moves when told. */
export function useShopTrial({ maker, vendor, settings, credentials, faultsOf }: ShopUnderTest) {
  const start = Date.parse('2026-03-02T09:00:00Z')
  let now = new Date(start)
  let sandbox: Sandbox
  let connector: Connector
  const faults: string[] = []

  const checked = async (request: Request): Promise<Response> => {
    const { method, url } = request
    const requestBody = await request.clone().text()
    const response = await sandbox.fetch(request)
    const responseBody = await response.clone().text()
    if (response.status !== 401) {
      faults.push(...(faultsOf?.({ method, url, requestBody, status: response.status, responseBody }) ?? []))
    }
    return response
  }
  const connect = (changes: { settings?: JsonObject; credentials?: JsonObject } = {}): Connector => {
    const http = createHttpClient({
      system: vendor.name,
      log: silentLog,
      fetch: checked,
    })
    return maker(http).connect({
      http,
      settings: { ...settings, ...changes.settings },
      credentials: { ...credentials, ...changes.credentials },
      pictures: { find: async () => new Map(), remember: async () => {} },
      now: () => now,
    })
  }
  beforeEach(async () => {
    now = new Date(start)
    sandbox = createSandbox({ store: ':memory:', now: () => now })
    connector = connect({ settings: (await connect().setUp()).settings })
    faults.length = 0
  })
  afterEach(() => {
    sandbox.close()
    expect(faults).toEqual([])
  })

  const shelf = () => {
    if (!vendor.shelf) throw new Error('a shop has a shelf')
    return vendor.shelf(sandbox.machine)
  }
  const publish = async (entry: PublishEntry) => {
    const [answer] = await connector.publish([entry])
    return answer
  }
  const orders = async () => (await connector.ordersSince({ since: '2026-03-01T00:00:00Z' })).orders
  return {
    get sandbox() {
      return sandbox
    },
    get connector() {
      return connector
    },
    now: () => now,
    connect,
    advance: (ms: number) => {
      now = new Date(now.getTime() + ms)
    },
    set: (setting: string, value: number) => {
      const name: SettingName = `${vendor.name}.${setting}`
      changeSetting(sandbox.machine, name, value)
    },
    publish,
    /** Puts a listing on sale and answers it. */
    async list(wanted: WantedListing): Promise<RemoteListing> {
      const answer = await publish({ wanted, known: undefined })
      if (answer?.kind !== 'live') throw new Error(`not on sale: ${JSON.stringify(answer)}`)
      return answer.remote
    },
    shelf: () => shelf().findItems({ text: '', isForSaleOnly: true, limit: 1000, offset: 0 }).items,
    buy(id: string): string {
      const purchase = shelf().buy(id)
      if (purchase.kind !== 'bought') throw new Error(`not bought: ${purchase.message}`)
      return purchase.order
    },
    orders,
    async order(externalId: string): Promise<RemoteOrder> {
      const found = (await orders()).find((order) => order.externalId === externalId)
      if (!found) throw new Error(`order ${externalId} is not reported`)
      return found
    },
  }
}

export const aWantedRecord = (changes: Partial<WantedListing> = {}): WantedListing => ({
  sku: 'E-7K3Q9',
  title: 'John Coltrane – Blue Train',
  description: 'Disque : VG+.\nPochette : VG.',
  priceMinor: 2550,
  quantity: 1,
  condition: 'used',
  mediaGrade: 'VG+',
  sleeveGrade: 'VG',
  weightGrams: 300,
  photos: [],
  facts: {
    artist: 'John Coltrane',
    title: 'Blue Train',
    label: 'Blue Note',
    catalogueNumber: 'BLP 1577',
    format: 'LP',
    medium: 'vinyl',
    year: 1957,
    country: 'US',
    genres: ['Jazz'],
    styles: ['Hard Bop'],
    barcode: '',
    discogsReleaseId: undefined,
  },
  ...changes,
})

export const aPhoto = (key: string) => ({ key, jpeg: async () => new Uint8Array([0xff, 0xd8, 0xff, 0xe0]) })
