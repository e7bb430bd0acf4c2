import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import {
  addMedia,
  findBySku,
  findProduct,
  hasMedia,
  isUploaded,
  mediaOf,
  type Product,
  productsAfter,
  saveProduct,
  setAvailable,
  setMedia,
  setPublished,
  setStatus,
} from './product-store.ts'
import { gid, locationId, minorOf, numberOf, publicationId } from './seller.ts'

const CustomId = z.object({ customId: z.object({ namespace: z.string(), key: z.string(), value: z.string() }) })
const SetArgs = z.object({
  identifier: CustomId,
  input: z.object({
    title: z.string().optional(),
    descriptionHtml: z.string().optional(),
    vendor: z.string().optional(),
    status: z.string().optional(),
    metafields: z.array(z.object({ namespace: z.string(), key: z.string(), value: z.string() })).default([]),
    productOptions: z.array(z.unknown()).optional(),
    variants: z
      .array(
        z.object({
          sku: z.string().default(''),
          barcode: z.string().default(''),
          price: z.string().optional(),
          inventoryQuantities: z
            .array(z.object({ locationId: z.string(), name: z.string(), quantity: z.number() }))
            .default([]),
        }),
      )
      .optional(),
    files: z.array(z.object({ id: z.string().optional(), originalSource: z.string().optional() })).optional(),
  }),
})
type SetInput = z.output<typeof SetArgs>['input']
type Fault = { field: string[] | null; message: string; code: string }

const titleMax = 255
const priceMaxMinor = 100_000_000

export function productQueries(machine: Machine) {
  return {
    productByIdentifier: (args: unknown) => {
      const { identifier } = z.object({ identifier: CustomId }).parse(args)
      const found = findBySku(machine, identifier.customId.value)
      return found ? productView(machine, found) : null
    },
    products: (args: unknown) => {
      const { first, after } = z
        .object({ first: z.number().max(250).default(50), after: z.string().nullish() })
        .parse(args)
      const found = productsAfter(machine, Number(after ?? 0), first + 1)
      const nodes = found.slice(0, first)
      return {
        nodes: nodes.map((product) => productView(machine, product)),
        pageInfo: { hasNextPage: found.length > first, endCursor: nodes.length > 0 ? String(nodes.at(-1)?.id) : null },
      }
    },
  }
}

export function productMutations(machine: Machine) {
  return {
    productSet: (args: unknown) => machine.store.inTransaction(() => setProduct(machine, SetArgs.parse(args))),
    productUpdate: (args: unknown) => {
      const { product } = z.object({ product: z.object({ id: z.string(), status: z.string().optional() }) }).parse(args)
      const found = findProduct(machine, numberOf('Product', product.id))
      if (!found) return { product: null, userErrors: [{ field: ['id'], message: 'Product does not exist' }] }
      if (product.status !== undefined) setStatus(machine, found.id, product.status)
      return { product: productView(machine, { ...found, status: product.status ?? found.status }), userErrors: [] }
    },
    publishablePublish: (args: unknown) => {
      const { id, input } = z
        .object({ id: z.string(), input: z.array(z.object({ publicationId: z.string() })) })
        .parse(args)
      const found = findProduct(machine, numberOf('Product', id))
      if (!found) return { userErrors: [{ field: ['id'], message: 'Resource does not exist' }] }
      if (input.some((publication) => publication.publicationId !== publicationId))
        return { userErrors: [{ field: ['input', '0', 'publicationId'], message: 'Publication does not exist' }] }
      setPublished(machine, found.id)
      return { userErrors: [] }
    },
  }
}

/** An upsert by the custom id: what is left out stays, lists are replaced. */
function setProduct(machine: Machine, { identifier: { customId }, input }: z.output<typeof SetArgs>) {
  const before = findBySku(machine, customId.value)
  const fault = faultOf(machine, customId, input, before)
  if (fault) return { product: null, userErrors: [fault] }
  const [variant] = input.variants ?? []
  const id = saveProduct(
    machine,
    {
      sku_field: customId.value,
      title: input.title ?? before?.title ?? '',
      description: input.descriptionHtml ?? before?.description ?? '',
      vendor: input.vendor ?? before?.vendor ?? '',
      status: input.status ?? before?.status ?? 'ACTIVE',
      sku: variant?.sku ?? before?.sku ?? '',
      barcode: variant?.barcode ?? before?.barcode ?? '',
      price_minor: variant?.price === undefined ? (before?.price_minor ?? 0) : minorOf(variant.price),
    },
    before?.id,
  )
  for (const { quantity } of variant?.inventoryQuantities ?? []) setAvailable(machine, id, quantity)
  if (input.files)
    setMedia(
      machine,
      id,
      input.files.map((file) => mediaIdOf(machine, file)),
    )
  const saved = findProduct(machine, id)
  return { product: saved ? productView(machine, saved) : null, userErrors: [] }
}

type CustomIdValue = { namespace: string; key: string; value: string }

function faultOf(
  machine: Machine,
  customId: CustomIdValue,
  input: SetInput,
  before: Product | undefined,
): Fault | undefined {
  const fault = (field: string[], message: string, code: string): Fault => ({
    field: ['input', ...field],
    message,
    code,
  })
  const isDefined = machine.store.get(
    'select 1 from shopify_definitions where namespace = ? and key = ?',
    ...[customId.namespace, customId.key],
  )
  if (!isDefined)
    return {
      field: ['identifier', 'customId'],
      message: 'Metafield definition is not of type id',
      code: 'INVALID_METAFIELD',
    }
  const isHeld = input.metafields.some(({ key, value }) => key === customId.key && value === customId.value)
  if (!isHeld) return fault(['metafields'], 'Metafields must contain the customId value', 'METAFIELD_MISMATCH')
  if (!before && !input.title?.trim()) return fault(['title'], "Title can't be blank", 'INVALID_PRODUCT')
  if ((input.title?.length ?? 0) > titleMax)
    return fault(['title'], 'Title is too long (maximum is 255 characters)', 'INVALID_PRODUCT')
  if (input.variants && !input.productOptions)
    return fault(
      ['productOptions'],
      'Must specify product options when updating variants',
      'PRODUCT_OPTIONS_INPUT_MISSING',
    )
  const [variant] = input.variants ?? []
  const price = variant?.price === undefined ? 1 : minorOf(variant.price)
  if (!(price >= 0 && price < priceMaxMinor))
    return fault(['variants', '0', 'price'], 'Price is not valid', 'INVALID_VARIANT')
  const strange = variant?.inventoryQuantities.find(
    (stock) => stock.locationId !== locationId || stock.name !== 'available',
  )
  if (strange) return fault(['variants', '0', 'inventoryQuantities'], 'Location does not exist', 'INVALID_VARIANT')
  const missing = input.files?.find((file) => !isKnownFile(machine, file))
  return missing ? fault(['files'], 'File does not exist', 'INVALID_INPUT') : undefined
}

type FileInput = NonNullable<SetInput['files']>[number]

function isKnownFile(machine: Machine, { id, originalSource }: FileInput): boolean {
  if (id !== undefined) return hasMedia(machine, numberOf('MediaImage', id))
  const upload = /\/_staged\/([^/]+)$/.exec(originalSource ?? '')?.[1]
  return upload === undefined ? URL.canParse(originalSource ?? '') : isUploaded(machine, upload)
}

const mediaIdOf = (machine: Machine, { id, originalSource }: FileInput): number =>
  id === undefined ? addMedia(machine, originalSource ?? '') : numberOf('MediaImage', id)

export function productView(machine: Machine, product: Product) {
  return {
    __typename: 'Product',
    id: gid('Product', product.id),
    title: product.title,
    status: product.status,
    publishedOnPublication: (args: { publicationId: string }) =>
      product.is_published === 1 && args.publicationId === publicationId,
    metafield: () => (product.sku_field === null ? null : { value: product.sku_field }),
    variants: {
      nodes: [
        {
          id: gid('ProductVariant', product.id),
          sku: product.sku,
          price: (product.price_minor / 100).toFixed(2),
          inventoryQuantity: product.available,
          inventoryItem: { id: gid('InventoryItem', product.id) },
        },
      ],
    },
    media: () => ({
      nodes: mediaOf(machine, product.id).map((id) => ({ __typename: 'MediaImage', id: gid('MediaImage', id) })),
    }),
  }
}
