import { z } from '@hono/zod-openapi'
import { idSchema, route, timeSchema } from '#platform/http'
import { type CollectionId, contentSchema } from './collection.ts'
import { getCollection, listCollections } from './queries.ts'
import { createCollection, saveCollection } from './save-collection.ts'

const tags = ['collections']
const params = z.object({ collectionId: idSchema<CollectionId>('Collection') })

const CollectionSchema = z
  .object({
    id: z.string(),
    ...contentSchema.shape,
    slugs: z.record(z.string(), z.string()),
    version: z.int(),
    updatedAt: timeSchema,
    updatedBy: z.string(),
    onSaleCount: z.int(),
  })
  .openapi('Collection')

const readCollections = route({
  method: 'get',
  path: '/collections',
  permission: 'content:read',
  summary: 'Products that belong together, by hand or by a rule',
  tags,
  answers: { 200: z.object({ items: z.array(CollectionSchema) }) },
  handle: async (cx) => ({ items: await listCollections(cx) }),
})

const readCollection = route({
  method: 'get',
  path: '/collections/:collectionId',
  permission: 'content:read',
  summary: 'One collection',
  tags,
  params,
  answers: { 200: CollectionSchema },
  refusals: ['collections.not-found'],
  handle: (cx, { params: { collectionId } }) => getCollection(cx, collectionId),
})

const postCollection = route({
  method: 'post',
  path: '/collections',
  permission: 'content:write',
  summary: 'Begin a collection',
  tags,
  body: contentSchema,
  answers: { 201: CollectionSchema },
  refusals: ['collections.no-text', 'collections.unknown-products'],
  handle: async (cx, { body }) => getCollection(cx, await createCollection(cx, body)),
})

const putCollection = route({
  method: 'put',
  path: '/collections/:collectionId',
  permission: 'content:write',
  summary: 'Save a collection; refused when somebody else has saved since',
  tags,
  params,
  body: contentSchema.extend({ version: z.int() }),
  answers: { 200: CollectionSchema },
  refusals: ['collections.not-found', 'collections.stale', 'collections.no-text', 'collections.unknown-products'],
  handle: async (cx, { params: { collectionId }, body }) => {
    await saveCollection(cx, collectionId, body)
    return getCollection(cx, collectionId)
  },
})

export const routes = [readCollections, readCollection, postCollection, putCollection]
