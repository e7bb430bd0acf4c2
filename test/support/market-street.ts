import { teachAllReleases } from '#app/demo/teach-releases'
import { discogs } from '#connectors/marketplaces/discogs'
import { ebay } from '#connectors/marketplaces/ebay'
import { invariant } from '#kernel/refusal'
import { connectAccount } from '#modules/channels'
import { type Cx, inTransaction } from '#platform/cx'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { discogs as discogsVendor } from '#sandbox/discogs'
import { ebay as ebayVendor } from '#sandbox/ebay'
import { createSandbox } from '#sandbox/server'
import { aCopy, type Copy } from './makers.ts'
import { listenAnywhere, openWholeShop, type WholeShop } from './whole-shop.ts'

/** The whole shop with both marketplaces next door, all over real HTTP. */
export type MarketStreet = WholeShop & {
  readonly marketsAddress: string
  readonly copies: readonly Copy[]
  /** Straight from the marketplace's memory: can a buyer there buy this title now? */
  isForSale(market: MarketName, title: string): boolean
  /** Buys as a person on the marketplace's page would. */
  buy(market: MarketName, title: string): void
}

const vendors = { discogs: discogsVendor, ebay: ebayVendor } as const
export type MarketName = keyof typeof vendors

const ordersPollMs = 500
const accounts = {
  discogs: { token: 'sandbox-discogs-token' },
  ebay: {
    clientId: 'sandbox-ebay-client',
    clientSecret: 'sandbox-ebay-secret',
    refreshToken: 'sandbox-ebay-refresh',
  },
} as const

/** Opens with `copiesCount` graded records of different titles, on sale in the shop and soon listed on both marketplaces. */
export async function openMarketStreet(copiesCount: number): Promise<MarketStreet> {
  const sandbox = createSandbox({ store: ':memory:', now: () => new Date() })
  const markets = await listenAnywhere(sandbox.app.fetch)
  const marketsAddress = `http://127.0.0.1:${markets.port}`
  const copies: Copy[] = []
  const shop = await openWholeShop({
    connectors: {
      discogs: discogs(createHttpClient({ system: 'discogs', log: silentLog })),
      ebay: ebay(createHttpClient({ system: 'ebay', log: silentLog })),
    },
    fill: async (cx) => {
      for (let index = 0; index < copiesCount; index += 1) copies.push(await aCopy(cx, { product: theRecord(index) }))
      for (const [channel, credentials] of Object.entries(accounts)) {
        const settings = { baseUrl: `${marketsAddress}/${channel}`, pollMs: ordersPollMs }
        await connectAccount(cx, { channel, label: channel, settings, credentials })
      }
      await inTransaction(cx, teachAllReleases)
    },
  })
  const close = async (): Promise<void> => {
    await shop.close()
    await markets.close()
    sandbox.close()
  }
  const shelfOf = (market: MarketName) => {
    const shelf = vendors[market].shelf?.(sandbox.machine)
    invariant(shelf, 'a marketplace has a shelf')
    return shelf
  }
  const findItem = (market: MarketName, title: string) =>
    shelfOf(market)
      .findItems({ text: title, isForSaleOnly: true, limit: 200, offset: 0 })
      .items.find((item) => item.title.includes(title))
  return {
    ...shop,
    marketsAddress,
    copies,
    isForSale: (market, title) => findItem(market, title) !== undefined,
    buy: (market, title) => {
      const bought = shelfOf(market).buy(findItem(market, title)?.id ?? '')
      invariant(bought.kind === 'bought', `${title} was bought on ${market}`)
    },
    close,
  }
}

export const titleOf = (index: number): string => `Face ${String(index + 1).padStart(4, '0')}`

const theRecord = (index: number) => ({
  title: titleOf(index),
  artist: 'Les Uniques',
  discogsReleaseId: 90_000 + index,
})

/** How many copies this marketplace account shows, withdrew or sold. */
export async function listingCounts(cx: Cx, channel: string): Promise<Readonly<Record<string, number>>> {
  const rows = await cx.db
    .selectFrom('listings')
    .innerJoin('channelAccounts', 'channelAccounts.id', 'listings.accountId')
    .select(['listings.state', (eb) => eb.fn.countAll<number>().as('count')])
    .where('channelAccounts.channel', '=', channel)
    .groupBy('listings.state')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.state, row.count]))
}
