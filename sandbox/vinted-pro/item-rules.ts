import { z } from 'zod'
import { findLeaf, isCondition, isPackageSize } from './ontology.ts'

export const batchMax = 100

/** Read at once; a batch with one entry of a wrong shape is refused entirely. */
export const ItemBody = z.object({
  title: z.string().min(5).max(100),
  description: z.string().min(5).max(2000),
  price: z.number().positive(),
  currency: z.enum(['EUR', 'GBP']),
  catalog_id: z.number().int(),
  package_size_id: z.number().int(),
  brand: z.string().optional(),
  photo_urls: z.array(z.string()).min(1).max(20),
  is_draft: z.boolean(),
  status_id: z.number().int().optional(),
  item_attributes: z.array(z.object({ code: z.string(), ids: z.array(z.number().int()) })).default([]),
})
export type ItemBody = z.output<typeof ItemBody>

export const NewItem = ItemBody.extend({ item_reference: z.string().min(1).max(100) })
export const ChangedItem = ItemBody.extend({ item_id: z.string(), item_reference: z.string().max(100).optional() })

export type Fault = { field: string; error: string }

export const conditionOf = ({ item_attributes: attributes, status_id: status }: ItemBody): number | undefined =>
  attributes.find(({ code }) => code === 'condition')?.ids[0] ?? status

/** Looked at later, item by item. */
export function itemFaults(body: ItemBody): Fault[] {
  const catalog = findLeaf(body.catalog_id)
  const condition = conditionOf(body)
  const takesBrand = !catalog?.disabled_fields?.includes('brand')
  const faults: (Fault | false)[] = [
    !catalog && { field: 'catalog_id', error: 'CATALOG_IS_NOT_A_LEAF' },
    !isPackageSize(body.package_size_id) && { field: 'package_size_id', error: 'UNKNOWN_PACKAGE_SIZE' },
    (condition === undefined || !isCondition(condition)) && { field: 'condition', error: 'UNKNOWN_CONDITION' },
    takesBrand && !body.brand && { field: 'brand', error: 'BRAND_REQUIRED' },
    !takesBrand && body.brand !== undefined && { field: 'brand', error: 'FIELD_DISABLED' },
    !body.photo_urls.every((url) => /^https?:\/\/[^/]+\/./.test(url)) && {
      field: 'photo_urls',
      error: 'PHOTO_NOT_REACHABLE',
    },
  ]
  return faults.filter((fault) => fault !== false)
}
