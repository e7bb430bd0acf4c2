import { vendors } from '#sandbox/server'
import { minuteMs } from '../clock.ts'
import type { Account, Goods, World } from '../world.ts'
import { popular, visit } from './buyers.ts'
import type { Happening } from './happening.ts'

const itemsMax = 500

function shelfOf(world: World, { market }: Account) {
  const vendor = vendors.find(({ name }) => name === market.name)
  if (!vendor?.shelf) throw new Error(`${market.name} has a stand-in with a shelf`)
  return vendor.shelf(world.sandbox.machine)
}

export const itemsOnSale = (world: World, account: Account) =>
  shelfOf(world, account).findItems({ text: '', isForSaleOnly: true, limit: itemsMax, offset: 0 }).items

/** Somebody takes what a marketplace offers; nobody asks us. */
function buyThere(world: World, account: Account, goods?: Goods): void {
  const items = itemsOnSale(world, account)
  const item = goods ? items.find(({ title }) => title.includes(goods.title)) : world.chance.pick(items)
  if (!item) return
  const purchase = shelfOf(world, account).buy(item.id)
  if (purchase.kind !== 'bought') return
  const title = /Face \d{4}/.exec(item.title)?.[0] ?? item.title
  world.trace.add(`# ${title} is bought at ${account.market.name}: ${purchase.order}`)
  world.promised.push({
    accountId: account.id,
    order: purchase.order,
    title,
    atMs: world.clock.ms,
    isCancelled: false,
  })
  world.wantPoll(account.id, world.clock.ms + world.chance.between(1, 20 * 60) * 1000)
}

const marketSale: Happening = {
  name: 'somebody buys at a marketplace',
  weight: 18,
  async happen(world) {
    const account = world.chance.pick(world.accounts)
    if (account) buyThere(world, account)
  },
}

/** Everybody wants the same copy at the same moment: in the shop twice, and wherever it is offered. */
const rush: Happening = {
  name: 'everybody wants the same copy',
  weight: 8,
  async happen(world) {
    const goods = popular(world)
    if (!goods) return
    for (const account of world.accounts) {
      if (world.chance.happens(0.6)) buyThere(world, account, goods)
      if (world.chance.happens(0.5)) world.wantPoll(account.id, world.clock.ms)
    }
    await visit(world, [goods])
    if (world.chance.happens(0.7)) await visit(world, [goods])
  },
}

const cancellation: Happening = {
  name: 'an order is cancelled at a marketplace',
  weight: 4,
  async happen(world) {
    const promise = world.chance.pick(world.promised.filter(({ isCancelled }) => !isCancelled))
    const account = world.accounts.find(({ id }) => id === promise?.accountId)
    if (!promise || !account?.market.cancel) return
    if (!(await account.market.cancel(world.sandbox, promise.order))) return
    promise.isCancelled = true
    world.trace.add(`# ${promise.order} is cancelled at ${account.market.name}`)
    world.wantPoll(account.id, world.clock.ms + world.chance.between(0, 30) * minuteMs)
  },
}

export const marketHappenings: readonly Happening[] = [marketSale, rush, cancellation]
