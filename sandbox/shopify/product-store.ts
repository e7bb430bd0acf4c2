import { z } from 'zod'
import type { Machine } from '#sandbox/machine'

const Product = z.object({
  id: z.number(),
  sku_field: z.string().nullable(),
  title: z.string(),
  description: z.string(),
  vendor: z.string(),
  status: z.string(),
  is_published: z.number(),
  sku: z.string(),
  barcode: z.string(),
  price_minor: z.number(),
  available: z.number(),
})
export type Product = z.output<typeof Product>
export type ProductFacts = Omit<Product, 'id' | 'is_published' | 'available'>

const one = (row: unknown): Product | undefined => (row === undefined ? undefined : Product.parse(row))

export const findProduct = ({ store }: Machine, id: number): Product | undefined =>
  one(store.get('select * from shopify_products where id = ?', id))

export const findBySku = ({ store }: Machine, skuField: string): Product | undefined =>
  one(store.get('select * from shopify_products where sku_field = ?', skuField))

export function saveProduct({ store, now }: Machine, facts: ProductFacts, id: number | undefined): number {
  const values = [facts.sku_field, facts.title, facts.description, facts.vendor, facts.status, facts.sku, facts.barcode]
  const at = now().toISOString()
  if (id === undefined) {
    return store.run(
      `insert into shopify_products (sku_field, title, description, vendor, status, sku, barcode, price_minor, available, updated_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`,
      ...values,
      facts.price_minor,
      at,
    ).lastId
  }
  store.run(
    `update shopify_products set sku_field = ?, title = ?, description = ?, vendor = ?, status = ?, sku = ?, barcode = ?,
       price_minor = ?, updated_at = ? where id = ?`,
    ...values,
    ...[facts.price_minor, at, id],
  )
  return id
}

export const setStatus = ({ store }: Machine, id: number, status: string): void =>
  void store.run('update shopify_products set status = ? where id = ?', status, id)

export const setPublished = ({ store }: Machine, id: number): void =>
  void store.run('update shopify_products set is_published = 1 where id = ?', id)

export const setAvailable = ({ store }: Machine, id: number, available: number): void =>
  void store.run('update shopify_products set available = ? where id = ?', available, id)

export const deleteProduct = ({ store }: Machine, id: number): void =>
  void store.run('delete from shopify_products where id = ?', id)

/** One piece in one statement: of two buyers at the same moment only one gets the last. */
export const takeOne = ({ store }: Machine, id: number): boolean =>
  store.run(
    `update shopify_products set available = available - 1
     where id = ? and available > 0 and is_published = 1 and status in ('ACTIVE', 'UNLISTED')`,
    id,
  ).changes === 1

export const isForSale = ({ available, is_published, status }: Product): boolean =>
  available > 0 && is_published === 1 && (status === 'ACTIVE' || status === 'UNLISTED')

/** Products after this one, in the order of their ids. */
export const productsAfter = ({ store }: Machine, id: number, limit: number): Product[] =>
  store
    .all('select * from shopify_products where id > ? order by id limit ?', id, limit)
    .map((row) => Product.parse(row))

export function searchProducts(
  { store }: Machine,
  { text, isForSaleOnly, limit, offset }: { text: string; isForSaleOnly: boolean; limit: number; offset: number },
) {
  const filtered = `from shopify_products
    where (? = 0 or (available > 0 and is_published = 1 and status in ('ACTIVE', 'UNLISTED')))
      and (? = '' or instr(lower(title || ' ' || vendor || ' ' || sku), ?) > 0)`
  const values = [isForSaleOnly ? 1 : 0, text.toLowerCase(), text.toLowerCase()]
  const rows = store.all(`select * ${filtered} order by id desc limit ? offset ?`, ...values, limit, offset)
  return {
    products: rows.map((row) => Product.parse(row)),
    total: store.count(`select count(*) as count ${filtered}`, ...values),
  }
}

export const addMedia = ({ store }: Machine, source: string): number =>
  store.run('insert into shopify_media (source) values (?)', source).lastId

export const hasMedia = ({ store }: Machine, id: number): boolean =>
  store.get('select 1 from shopify_media where id = ?', id) !== undefined

export function setMedia({ store }: Machine, productId: number, mediaIds: readonly number[]): void {
  store.run('delete from shopify_product_media where product_id = ?', productId)
  for (const [position, mediaId] of mediaIds.entries())
    store.run(
      'insert into shopify_product_media (product_id, media_id, position) values (?, ?, ?)',
      productId,
      mediaId,
      position,
    )
}

export const mediaOf = ({ store }: Machine, productId: number): number[] =>
  store
    .all('select media_id from shopify_product_media where product_id = ? order by position', productId)
    .map((row) => Number(row.media_id))

/** Uploads: an address is given out, then filled, then used as the source of a picture. */
export const stageUpload = ({ store }: Machine, id: string): void =>
  void store.run('insert into shopify_uploads (id) values (?)', id)

export const fillUpload = ({ store }: Machine, id: string): boolean =>
  store.run('update shopify_uploads set is_done = 1 where id = ?', id).changes === 1

export const isUploaded = ({ store }: Machine, id: string): boolean =>
  store.get('select 1 from shopify_uploads where id = ? and is_done = 1', id) !== undefined

/** Products that the seller made by hand: no custom id of ours. Answers their numbers. */
export function addForeignProducts(machine: Machine, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const facts = { sku_field: null, title: `Affiche ${index + 1}`, description: '', vendor: '', status: 'ACTIVE' }
    const id = saveProduct(machine, { ...facts, sku: '', barcode: '', price_minor: 900 }, undefined)
    setAvailable(machine, id, 3)
    return id
  })
}
