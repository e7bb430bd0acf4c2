import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { ProductBody } from './product-rules.ts'

const Images = z.array(z.object({ id: z.number(), src: z.string(), alt: z.string() }))
/** A product as the shop keeps it: the pictures are its own by now. */
const Document = ProductBody.omit({ images: true, sku: true, status: true, stock_quantity: true }).extend({
  images: Images.default([]),
})
export type ProductDocument = z.output<typeof Document>

const json = z.string().transform((text): unknown => JSON.parse(text))
const Product = z.object({
  id: z.number(),
  sku: z.string(),
  status: z.string(),
  stock_quantity: z.number().nullable(),
  total_sales: z.number(),
  document: json.pipe(Document),
  created_at: z.string(),
  modified_at: z.string(),
})
export type Product = z.output<typeof Product>
export type ProductState = Pick<Product, 'sku' | 'status' | 'stock_quantity' | 'document'>

const valuesOf = ({ sku, status, stock_quantity, document }: ProductState) =>
  [sku, status, stock_quantity, JSON.stringify(document)] as const

export function insertProduct({ store, now }: Machine, product: ProductState): number {
  const at = now().toISOString()
  return store.run(
    `insert into woocommerce_products (sku, status, stock_quantity, document, created_at, modified_at)
     values (?, ?, ?, ?, ?, ?)`,
    ...valuesOf(product),
    at,
    at,
  ).lastId
}

export const replaceProduct = ({ store, now }: Machine, id: number, product: ProductState): void =>
  void store.run(
    'update woocommerce_products set sku = ?, status = ?, stock_quantity = ?, document = ?, modified_at = ? where id = ?',
    ...valuesOf(product),
    now().toISOString(),
    id,
  )

export const removeProduct = ({ store }: Machine, id: number): void =>
  void store.run('delete from woocommerce_products where id = ?', id)

/** One statement, as the real site does it since its checkout races; `by` may be negative. */
export const changeStock = ({ store, now }: Machine, id: number, by: number): void =>
  void store.run(
    'update woocommerce_products set stock_quantity = stock_quantity + ?, modified_at = ? where id = ? and stock_quantity is not null',
    by,
    now().toISOString(),
    id,
  )

export const countSale = ({ store }: Machine, id: number, quantity: number): void =>
  void store.run('update woocommerce_products set total_sales = total_sales + ? where id = ?', quantity, id)

export function findProduct({ store }: Machine, id: number): Product | undefined {
  const row = store.get('select * from woocommerce_products where id = ?', id)
  return row && Product.parse(row)
}

export const productsOfSku = ({ store }: Machine, sku: string): Product[] =>
  store.all('select * from woocommerce_products where sku = ? order by id', sku).map((row) => Product.parse(row))

export type ProductWish = {
  text?: string
  skus?: readonly string[]
  ids?: readonly number[]
  status?: string
  order?: 'asc' | 'desc'
  limit: number
  offset: number
}

/** Status 'any' leaves the trash out, as WordPress does. */
export function findProducts({ store }: Machine, wish: ProductWish): { products: Product[]; total: number } {
  const { skus = [], ids = [], status = 'any', text = '' } = wish
  const filter = `from woocommerce_products
    where (status = ? or (? = 'any' and status <> 'trash'))
      and (? = '[]' or sku in (select value from json_each(?)))
      and (? = '[]' or id in (select value from json_each(?)))
      and (? = '' or instr(lower(document || ' ' || sku || ' ' || id), ?) > 0)`
  const [skuList, idList, needle] = [JSON.stringify(skus), JSON.stringify(ids), text.toLowerCase()]
  const values = [status, status, skuList, skuList, idList, idList, needle, needle]
  const direction = wish.order === 'asc' ? 'asc' : 'desc'
  const rows = store.all(
    `select * ${filter} order by id ${direction} limit ? offset ?`,
    ...values,
    wish.limit,
    wish.offset,
  )
  return {
    products: rows.map((row) => Product.parse(row)),
    total: store.count(`select count(*) as count ${filter}`, ...values),
  }
}

/** Pieces promised to unpaid orders of the last hour cannot be bought by others (`wc_reserved_stock`). */
export const reservedQuantity = ({ store, now }: Machine, productId: number): number =>
  store.count(
    `select coalesce(sum(json_extract(line.value, '$.quantity')), 0) as count
     from woocommerce_orders, json_each(document, '$.lines') as line
     where status = 'pending' and created_at > ? and json_extract(line.value, '$.product_id') = ?`,
    new Date(now().getTime() - holdMinutes * 60_000).toISOString(),
    productId,
  )

/** "Hold stock (minutes)", the shop's default. */
const holdMinutes = 60

const Image = z.object({ id: z.number(), src: z.string() })

export const insertImage = ({ store, now }: Machine, src: string): number =>
  store.run('insert into woocommerce_images (src, created_at) values (?, ?)', src, now().toISOString()).lastId

export function findImage({ store }: Machine, id: number): z.output<typeof Image> | undefined {
  const row = store.get('select id, src from woocommerce_images where id = ?', id)
  return row && Image.parse(row)
}
