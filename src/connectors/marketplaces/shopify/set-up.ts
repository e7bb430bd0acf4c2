import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { JsonObject } from '#modules/channels'
import { expectNone, type ShopifyClient, userErrors } from './client.ts'
import { skuField } from './settings.ts'

export const shopDocument = `query shop($namespace: String!, $key: String!) {
  shop { name }
  locations(first: 50) { nodes { id fulfillsOnlineOrders } }
  publications(first: 50, catalogType: APP) { nodes { id catalog { title } } }
  metafieldDefinitions(first: 1, ownerType: PRODUCT, namespace: $namespace, key: $key) { nodes { id } }
}`

export const definitionDocument = `mutation define($definition: MetafieldDefinitionInput!) {
  metafieldDefinitionCreate(definition: $definition) { createdDefinition { id } userErrors { field message code } }
}`

const node = z.object({ id: z.string() })
const shopAnswer = z.object({
  shop: z.object({ name: z.string() }),
  locations: z.object({ nodes: z.array(z.object({ id: z.string(), fulfillsOnlineOrders: z.boolean() })) }),
  publications: z.object({
    nodes: z.array(z.object({ id: z.string(), catalog: z.object({ title: z.string() }).nullable() })),
  }),
  metafieldDefinitions: z.object({ nodes: z.array(node) }),
})
const definitionAnswer = z.object({
  metafieldDefinitionCreate: z.object({ createdDefinition: node.nullable(), userErrors }),
})

/**
 * Finds the place that ships online orders and the online store, and creates the metafield that holds our SKU. May be
 * repeated. Throws when the shop has neither a location nor a sales channel: nothing could be sold there.
 */
export async function setUp(
  client: ShopifyClient,
  settings: JsonObject,
): Promise<{ seller: string; settings: JsonObject }> {
  const found = await client.ask(shopAnswer, shopDocument, skuField)
  const location = found.locations.nodes.find((place) => place.fulfillsOnlineOrders) ?? found.locations.nodes[0]
  const publication =
    found.publications.nodes.find(({ catalog }) => /online store|boutique en ligne/i.test(catalog?.title ?? '')) ??
    found.publications.nodes[0]
  if (!location) throw new Outage('shopify', 'the shop has no location to ship from')
  if (!publication) throw new Outage('shopify', 'the shop has no sales channel')
  if (found.metafieldDefinitions.nodes.length === 0) await defineSku(client)
  return {
    seller: found.shop.name,
    settings: { ...settings, locationId: location.id, publicationId: publication.id },
  }
}

async function defineSku(client: ShopifyClient): Promise<void> {
  const definition = {
    ...skuField,
    name: 'Étal SKU',
    type: 'id',
    ownerType: 'PRODUCT',
    capabilities: { uniqueValues: { enabled: true } },
  }
  const { metafieldDefinitionCreate: answer } = await client.ask(definitionAnswer, definitionDocument, { definition })
  expectNone(
    answer.userErrors.filter(({ code }) => code !== 'TAKEN'),
    'the metafield of our SKU',
  )
}
