import { z } from '@hono/zod-openapi'
import type { ProductId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { changeProductSlug, changeVariants, getVariantFacts, mediaGrades, sleeveGrades } from '#modules/catalog'
import { listPrices, setListPrices } from '#modules/pricing'
import { availability } from '#modules/stock'
import { type Cx, inTransaction } from '#platform/cx'
import { csvAnswer, idSchema, pageQuery, pageSchema, rawRoute, route, timeSchema } from '#platform/http'
import { findGrading, findPriceChanges, findVariantRows, rowStates, stateFilters } from './queries.ts'
import { variantsCsv } from './variants-csv.ts'

const mediums = ['vinyl', 'cd', 'cassette', 'other'] as const
const conditions = ['new', 'used'] as const
const grades = { mediaGrade: z.enum(mediaGrades).nullable(), sleeveGrade: z.enum(sleeveGrades).nullable() }

const variantRowSchema = z
  .object({
    id: idSchema<VariantId>('Variant'),
    productId: idSchema<ProductId>('Product'),
    sku: z.string(),
    unitCodes: z.array(z.string()).describe('Codes on the labels, the first five'),
    title: z.string(),
    artist: z.string(),
    format: z.string(),
    medium: z.enum(mediums),
    condition: z.enum(conditions),
    ...grades,
    priceMinor: z.int().nullable(),
    placeCode: z.string().nullable(),
    freeCount: z.int(),
    totalCount: z.int(),
    state: z.enum(rowStates),
    channelsCount: z.int().describe('Marketplace accounts that show it now'),
    createdAt: timeSchema,
  })
  .openapi('VariantRow')

const listFilters = {
  text: z.string().max(200).optional().describe('Words of the product, a SKU, or the code on a label'),
  medium: z.enum(mediums).optional(),
  state: z.enum(stateFilters).optional(),
}

const getVariants = route({
  method: 'get',
  path: '/variants',
  permission: 'catalog:read',
  summary: 'All that is or was for sale, newest first',
  tags: ['catalog'],
  query: z.object({
    ...pageQuery,
    ...listFilters,
    onSale: z.enum(['true']).optional().describe('Short for state=free'),
  }),
  answers: { 200: pageSchema(variantRowSchema) },
  handle: async (cx, { query: { cursor, limit, onSale, state, ...filters } }) => {
    const wanted = state ?? (onSale ? ('free' as const) : undefined)
    const rows = await findVariantRows(cx, { ...filters, state: wanted, after: placeOf(cursor), limit: limit + 1 })
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return { items: rows.slice(0, limit), nextCursor: last ? `${last.createdAt.toISOString()}_${last.id}` : null }
  },
})

const getVariantsCsv = rawRoute({
  method: 'get',
  path: '/variants.csv',
  permission: 'catalog:read',
  summary: 'The same list as a file, every row of it',
  tags: ['catalog'],
  query: z.object({ ...listFilters, delimiter: z.enum([',', ';']).default(',') }),
  produces: 'text/csv',
  handle: async (cx, { query: { delimiter, ...filters } }) =>
    csvAnswer(variantsCsv(cx, filters, delimiter), 'catalogue.csv'),
})

const cursorPattern = /^(\d{4}-\d\d-\d\dT[\d:.]{8,16}Z)_([0-9a-f-]{36})$/

function placeOf(cursor: string | undefined): { createdAt: string; id: string } | undefined {
  const [, createdAt, id] = cursorPattern.exec(cursor ?? '') ?? []
  return createdAt !== undefined && id !== undefined ? { createdAt, id } : undefined
}

const notes = {
  mediaNote: z.string().max(2000),
  sleeveNote: z.string().max(2000),
  playNote: z.string().max(2000),
  comment: z.string().max(5000),
  privateNote: z.string().max(5000),
}

const variantSchema = z
  .object({
    id: idSchema<VariantId>('Variant'),
    sku: z.string(),
    condition: z.enum(conditions),
    ...grades,
    ...notes,
    gradedBy: z.string().nullable(),
    gradedAt: timeSchema.nullable(),
    weightGrams: z.int(),
    priceMinor: z.int().nullable(),
    priceChanges: z.array(
      z.object({
        previousMinor: z.int().nullable(),
        priceMinor: z.int(),
        reason: z.string(),
        changedAt: timeSchema,
        changedBy: z.string(),
      }),
    ),
    freeCount: z.int(),
    totalCount: z.int(),
    heldUntil: timeSchema.nullable(),
    isSold: z.boolean(),
    photos: z.array(z.object({ id: z.string(), fileKey: z.string(), width: z.int(), height: z.int() })),
    product: z.object({
      id: idSchema<ProductId>('Product'),
      slug: z.string(),
      kind: z.enum(['record', 'lot', 'other']),
      title: z.string(),
      artist: z.string(),
      label: z.string(),
      catalogueNumber: z.string(),
      format: z.string(),
      medium: z.enum(mediums),
      year: z.int().nullable(),
      country: z.string(),
      genres: z.array(z.string()),
      styles: z.array(z.string()),
      barcode: z.string(),
      discogsReleaseId: z.int().nullable(),
    }),
  })
  .openapi('Variant')

const params = z.object({ variantId: idSchema<VariantId>('Variant') })

const getVariant = route({
  method: 'get',
  path: '/variants/:variantId',
  permission: 'catalog:read',
  summary: 'One variant: what it is, how good it is, what it costs, how many there are',
  tags: ['catalog'],
  params,
  answers: { 200: variantSchema },
  refusals: ['catalog.variant-not-found'],
  handle: (cx, { params: { variantId } }) => readVariant(cx, variantId),
})

const patchVariant = route({
  method: 'patch',
  path: '/variants/:variantId',
  permission: 'catalog:write',
  summary: 'Change grades, notes, weight or price; what is not named stays',
  tags: ['catalog'],
  params,
  body: z
    .object({
      ...grades,
      ...notes,
      weightGrams: z.int().min(1).max(100_000),
      priceMinor: z.int().min(1).max(100_000_000),
    })
    .partial(),
  answers: { 200: variantSchema },
  refusals: ['catalog.variant-not-found', 'pricing.price-out-of-range'],
  handle: (cx, { params: { variantId }, body: { priceMinor, ...change } }) =>
    inTransaction(cx, async (tx) => {
      await changeVariants(tx, [{ variantId, ...said(change) }])
      if (priceMinor !== undefined) await setListPrices(tx, [{ variantId, priceMinor, reason: 'office' }])
      return readVariant(tx, variantId)
    }),
})

const putProductAddress = route({
  method: 'put',
  path: '/products/:productId/address',
  permission: 'catalog:write',
  summary: 'Give a product another address; the old one leads there',
  tags: ['catalog'],
  params: z.object({ productId: idSchema<ProductId>('Product') }),
  body: z.object({ slug: z.string().min(1).max(200).describe('Words or a slug: "Kind of Blue" becomes kind-of-blue') }),
  answers: { 200: z.object({ slug: z.string() }) },
  refusals: ['catalog.product-not-found', 'catalog.slug-empty', 'catalog.slug-taken'],
  handle: async (cx, { params: { productId }, body }) => ({ slug: await changeProductSlug(cx, productId, body.slug) }),
})

type Said<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** The fields a body names; JSON has no undefined, but its type has. */
const said = <T extends object>(body: T): Said<T> => JSON.parse(JSON.stringify(body))

async function readVariant(cx: Cx, variantId: VariantId) {
  const [facts] = await getVariantFacts(cx, [variantId])
  if (!facts) refuse('catalog.variant-not-found', { variantId })
  const stock = (await availability(cx, [variantId])).get(variantId)
  const { product, photos, ...copy } = facts
  const { attributes: _, year, discogsReleaseId, ...described } = product
  return {
    ...copy,
    ...(await findGrading(cx, variantId)),
    priceMinor: (await listPrices(cx, [variantId])).get(variantId) ?? null,
    priceChanges: await findPriceChanges(cx, variantId),
    freeCount: stock?.freeCount ?? 0,
    totalCount: stock?.totalCount ?? 0,
    heldUntil: stock?.heldUntil ?? null,
    isSold: stock?.isSold ?? true,
    photos: [...photos],
    product: {
      ...described,
      genres: [...product.genres],
      styles: [...product.styles],
      year: year ?? null,
      discogsReleaseId: discogsReleaseId ?? null,
    },
  }
}

export const catalogueRoutes = [getVariants, getVariantsCsv, getVariant, patchVariant, putProductAddress] as const
