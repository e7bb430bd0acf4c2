import type { GraphQLResolveInfo } from 'graphql'
import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { once, setQuantities } from './inventory.ts'
import { orderMutations, orderQueries } from './orders.ts'
import { findProduct } from './product-store.ts'
import { productMutations, productQueries, productView } from './products.ts'
import { gid, locationId, numberOf, publicationId, shop } from './seller.ts'
import { uploadMutations } from './uploads.ts'
import { webhookMutations, webhookQueries } from './webhooks.ts'

/** Everything a document may ask for at its root; what lies below are plain objects. */
export const resolvers = (machine: Machine, origin: string) => ({
  shop: { name: shop.name, myshopifyDomain: shop.domain, currencyCode: 'EUR' },
  locations: { nodes: [{ id: locationId, name: 'Boutique', fulfillsOnlineOrders: true }] },
  publications: {
    nodes: [
      { id: 'gid://shopify/Publication/81000002', catalog: { title: 'Point of Sale' } },
      { id: publicationId, catalog: { title: 'Online Store' } },
    ],
  },
  ...definitions(machine),
  nodes: ({ ids }: { ids: readonly string[] }) =>
    ids.map((id) => {
      const found = findProduct(machine, numberOf('Product', id))
      return found ? productView(machine, found) : null
    }),
  ...productQueries(machine),
  ...productMutations(machine),
  ...orderQueries(machine),
  ...orderMutations(machine),
  ...webhookQueries(machine),
  ...webhookMutations(machine),
  ...uploadMutations(machine, origin),
  inventorySetQuantities: (args: unknown, _context: unknown, info: GraphQLResolveInfo) =>
    once(machine, { args, info }, () => setQuantities(machine, args)),
})

const Definition = z.object({ definition: z.object({ namespace: z.string(), key: z.string(), type: z.string() }) })

const definitions = ({ store }: Machine) => ({
  metafieldDefinitions: ({ namespace, key }: { namespace?: string; key?: string }) => ({
    nodes: store
      .all(
        'select rowid, namespace, key from shopify_definitions where namespace = ? and key = ?',
        ...[namespace ?? '', key ?? ''],
      )
      .map((row) => ({ id: gid('MetafieldDefinition', Number(row.rowid)), namespace: row.namespace, key: row.key })),
  }),
  metafieldDefinitionCreate: (args: unknown) => {
    const { namespace, key, type } = Definition.parse(args).definition
    const refused = (message: string, code: string) => ({
      createdDefinition: null,
      userErrors: [{ field: ['definition', 'key'], message, code }],
    })
    if (type !== 'id') return refused('Custom ids must be of type id', 'INVALID')
    const { changes, lastId } = store.run(
      'insert into shopify_definitions (namespace, key) values (?, ?) on conflict do nothing',
      ...[namespace, key],
    )
    if (changes === 0) return refused('Key is in use for Product metafields on the namespace.', 'TAKEN')
    return { createdDefinition: { id: gid('MetafieldDefinition', lastId), namespace, key }, userErrors: [] }
  },
})
