import { z } from 'zod'
import { conditionIds } from './categories.ts'
import { type EbayError, EbayRefusal, inventoryError, refuseInventory } from './errors.ts'

/** The fields whose types or sizes the stand-in judges; everything else of an item passes through untouched. */
export const ItemBody = z.looseObject({
  availability: z
    .looseObject({ shipToLocationAvailability: z.looseObject({ quantity: z.number().int().optional() }).optional() })
    .optional(),
  condition: z.enum(Object.keys(conditionIds)).optional(),
  conditionDescription: z.string().optional(),
  packageWeightAndSize: z
    .looseObject({
      weight: z.looseObject({ value: z.number(), unit: z.enum(['POUND', 'KILOGRAM', 'OUNCE', 'GRAM']) }).optional(),
    })
    .optional(),
  product: z
    .looseObject({
      title: z.string().optional(),
      description: z.string().optional(),
      aspects: z.record(z.string(), z.array(z.string())).optional(),
      imageUrls: z.array(z.string()).optional(),
      ean: z.array(z.string()).optional(),
      upc: z.array(z.string()).optional(),
    })
    .optional(),
})
export type ItemBody = z.output<typeof ItemBody>

export const BulkItemBody = z.object({
  requests: z.array(ItemBody.extend({ sku: z.string().optional(), locale: z.string().optional() })),
})

const sizes = { title: 80, description: 4000, conditionDescription: 1000, aspectName: 40, aspectValue: 50, images: 24 }
const skuPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/

export function checkSku(sku: string): void {
  if (!skuPattern.test(sku)) {
    refuseInventory(
      25707,
      'This is an invalid value for a SKU. Only alphanumeric characters can be used for SKUs, and their length must not exceed 50 characters.',
      {
        parameters: { sku },
      },
    )
  }
}

export const quantityOf = (item: ItemBody): number | undefined =>
  item.availability?.shipToLocationAvailability?.quantity

/** What the Inventory API refuses when a record is written, whether or not it will ever be published. */
export function checkItem(item: ItemBody): void {
  const errors = [...sizeErrors(item), ...imageErrors(item), ...quantityErrors(item)]
  if (errors.length > 0) throw new EbayRefusal(400, errors)
}

const tooLong = (field: string, max: number): EbayError =>
  inventoryError(25080, `The value of the ${field} field is invalid. Field must not exceed ${max} characters.`, {
    field,
  })

function sizeErrors({ product, conditionDescription }: ItemBody): EbayError[] {
  const aspects = Object.entries(product?.aspects ?? {})
  return [
    (product?.title?.length ?? 0) > sizes.title && tooLong('title', sizes.title),
    (product?.description?.length ?? 0) > sizes.description && tooLong('description', sizes.description),
    (conditionDescription?.length ?? 0) > sizes.conditionDescription &&
      tooLong('conditionDescription', sizes.conditionDescription),
    ...aspects.map(([name]) => name.length > sizes.aspectName && tooLong(`aspects.${name}`, sizes.aspectName)),
    ...aspects.map(
      ([name, values]) =>
        values.some((value) => value.length > sizes.aspectValue) && tooLong(`aspects.${name}`, sizes.aspectValue),
    ),
  ].filter((error) => error !== false)
}

function imageErrors({ product }: ItemBody): EbayError[] {
  const urls = product?.imageUrls
  if (urls === undefined) return []
  if (urls.length === 0) return [inventoryError(25717, 'imageUrls cannot be null or empty.', { text1: 'imageUrls' })]
  if (urls.length > sizes.images)
    return [inventoryError(25014, `Invalid pictures. No more than ${sizes.images} pictures are allowed.`)]
  return urls
    .filter((url) => !url.startsWith('https://') || !URL.canParse(url))
    .map((url) => inventoryError(25015, 'Invalid picture URL. Only https URLs are supported.', { imageUrl: url }))
}

function quantityErrors(item: ItemBody): EbayError[] {
  const quantity = quantityOf(item)
  return quantity === undefined || quantity >= 0
    ? []
    : [inventoryError(25004, 'Invalid quantity. Quantity must not be negative.')]
}
