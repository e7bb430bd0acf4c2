import { Hono } from 'hono'
import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { contentLanguage, type EbayContext, type EbayEnv, jsonBody, queryNumber } from './access.ts'
import { bulkAnswer, entry, limitEntries } from './bulk.ts'
import { readBody, refuseInventory } from './errors.ts'
import { BulkItemBody, checkItem, checkSku, ItemBody } from './item-rules.ts'
import { countItems, findItem, type Item, itemView, listItems, putItem, removeItem } from './item-store.ts'
import { reviseOffersOf, withdrawOffersOf } from './listing-life.ts'

const pageDefault = 25
const pageMax = 200
const BulkGetBody = z.object({ requests: z.array(z.object({ sku: z.string() })) })

export function items(machine: Machine): Hono<EbayEnv> {
  const app = new Hono<EbayEnv>()

  app.put('/inventory_item/:sku', async (c) => {
    const locale = localeOf(contentLanguage(c))
    const document = readBody(ItemBody, await jsonBody(c))
    const isNew = writeItem(machine, { sku: c.req.param('sku'), locale, document })
    return c.body(null, isNew ? 201 : 204)
  })

  app.get('/inventory_item/:sku', (c) => c.json(itemView(itemOf(machine, c))))

  app.delete('/inventory_item/:sku', (c) => {
    const { sku } = itemOf(machine, c)
    machine.store.inTransaction(() => {
      withdrawOffersOf(machine, sku)
      machine.store.run('delete from ebay_offers where sku = ?', sku)
      removeItem(machine, sku)
    })
    return c.body(null, 204)
  })

  app.get('/inventory_item', (c) => c.json(itemPage(machine, c)))

  app.post('/bulk_create_or_replace_inventory_item', async (c) => {
    contentLanguage(c)
    const { requests } = readBody(BulkItemBody, await jsonBody(c))
    limitEntries(requests.length, 25727, 'InventoryItems')
    if (new Set(requests.map(({ sku }) => sku)).size < requests.length) {
      refuseInventory(25728, 'InventoryItems should be unique in the request.')
    }
    if (requests.some(({ sku, locale }) => !sku || !locale)) {
      refuseInventory(25733, 'Valid SKU and locale information are required for all the InventoryItems in the request.')
    }
    return bulkAnswer(
      c,
      requests.map(({ sku = '', locale = '', ...document }) =>
        entry({ sku, locale }, () => {
          writeItem(machine, { sku, locale, document })
          return {}
        }),
      ),
    )
  })

  app.post('/bulk_get_inventory_item', async (c) => {
    const { requests } = readBody(BulkGetBody, await jsonBody(c))
    limitEntries(requests.length, 25727, 'InventoryItems')
    return bulkAnswer(
      c,
      requests.map(({ sku }) => entry({ sku }, () => ({ inventoryItem: itemView(knownItem(machine, sku)) }))),
    )
  })
  return app
}

const localeOf = (language: string): string => language.replace('-', '_')

/** Writing a record whose offers are published revises their listings. */
function writeItem(machine: Machine, item: { sku: string; locale: string; document: ItemBody }): boolean {
  checkSku(item.sku)
  checkItem(item.document)
  return machine.store.inTransaction(() => {
    const isNew = putItem(machine, item)
    if (!isNew) reviseOffersOf(machine, item.sku)
    return isNew
  })
}

const itemOf = (machine: Machine, c: EbayContext): Item => knownItem(machine, c.req.param('sku') ?? '')

function knownItem(machine: Machine, sku: string): Item {
  const item = findItem(machine, sku)
  return (
    item ??
    refuseInventory(25710, "We didn't find the resource/entity you are requesting. Please verify the request", {
      status: 404,
    })
  )
}

/** `offset` counts pages here, not records: that is how this one call is documented. */
function itemPage(machine: Machine, c: EbayContext) {
  const limit = queryNumber(c.req.query('limit'), pageDefault)
  const page = queryNumber(c.req.query('offset'), 0)
  if (limit === undefined || limit < 1 || limit > pageMax || page === undefined) {
    return refuseInventory(25706, 'You have provided invalid pagination values.')
  }
  const total = countItems(machine)
  const size = Math.ceil(total / limit)
  const href = (to: number) => `/sell/inventory/v1/inventory_item?limit=${limit}&offset=${to}`
  return {
    href: href(page),
    limit,
    size,
    total,
    ...(page + 1 < size ? { next: href(page + 1) } : {}),
    ...(page > 0 ? { prev: href(page - 1) } : {}),
    inventoryItems: listItems(machine, { limit, offset: page * limit }).map(itemView),
  }
}
