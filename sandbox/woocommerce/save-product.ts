import type { Machine } from '#sandbox/machine'
import type { ProductBody } from './product-rules.ts'
import {
  findImage,
  findProduct,
  insertImage,
  insertProduct,
  type Product,
  type ProductDocument,
  type ProductState,
  productsOfSku,
  replaceProduct,
} from './product-store.ts'
import { refuseWoo } from './refusal.ts'
import { moneyText } from './seller.ts'

/** A new product; refused when its SKU is taken, and differently when the product that has it lies in the trash. */
export function createProduct(machine: Machine, body: ProductBody): Product {
  return machine.store.inTransaction(() => {
    checkSku(machine, body.sku ?? '')
    const nothing: ProductState = { sku: '', status: 'publish', stock_quantity: null, document: { images: [] } }
    return getProduct(machine, insertProduct(machine, merged(machine, nothing, body)))
  })
}

/** Only what the body names changes; a list (pictures, attributes, categories) is replaced whole. */
export function updateProduct(machine: Machine, id: number, body: ProductBody): Product {
  return machine.store.inTransaction(() => {
    const before = findProduct(machine, id)
    if (!before) return refuseWoo(400, ['woocommerce_rest_product_invalid_id', 'Invalid ID.'])
    if (body.sku !== undefined && body.sku !== before.sku) checkSku(machine, body.sku)
    replaceProduct(machine, id, merged(machine, before, body))
    return getProduct(machine, id)
  })
}

export function getProduct(machine: Machine, id: number): Product {
  return findProduct(machine, id) ?? refuseWoo(404, ['woocommerce_rest_product_invalid_id', 'Invalid ID.'])
}

function checkSku(machine: Machine, sku: string): void {
  if (sku === '') return
  const holders = productsOfSku(machine, sku)
  const standing = holders.find(({ status }) => status !== 'trash')
  if (standing) {
    const data = { resource_id: standing.id, unique_sku: `${sku}-1` }
    refuseWoo(400, ['product_invalid_sku', 'Invalid or duplicated SKU.'], data)
  }
  if (holders.length > 0) {
    const words = `The SKU (${sku}) you are trying to insert is already present in the lookup table`
    refuseWoo(400, ['woocommerce_rest_product_not_created', words])
  }
}

function merged(machine: Machine, before: ProductState, body: ProductBody): ProductState {
  const { sku = before.sku, status = before.status, stock_quantity, images, ...fields } = body
  const document: ProductDocument = {
    ...before.document,
    ...fields,
    ...(images ? { images: images.map((image) => ownImage(machine, image)) } : {}),
  }
  const stock = stock_quantity === undefined ? before.stock_quantity : stock_quantity
  return { sku, status, document, stock_quantity: document.manage_stock ? (stock ?? 0) : null }
}

type NamedImage = NonNullable<ProductBody['images']>[number]

/** A picture by id is taken as it is; one by address is fetched and kept, anew each time it is named. */
function ownImage(machine: Machine, { id = 0, src, alt = '' }: NamedImage) {
  if (id > 0) {
    const known = findImage(machine, id)
    return known
      ? { id, src: known.src, alt }
      : refuseWoo(400, ['woocommerce_product_invalid_image_id', `#${id} is an invalid image ID.`])
  }
  if (!src || !/^https?:\/\/[^/]+\/.+/.test(src)) {
    const words = `Error getting remote image ${src}. Error: A valid URL was not provided.`
    return refuseWoo(400, ['woocommerce_product_image_upload_error', words])
  }
  const name = src.split('/').at(-1) ?? ''
  const own = `https://bac-a-disques.example/wp-content/uploads/${name}`
  return { id: insertImage(machine, own), src: own, alt }
}

export const priceMinorOf = ({ document: { regular_price, sale_price } }: Product): number | undefined => {
  const text = sale_price || regular_price
  return text ? Math.round(Number(text) * 100) : undefined
}

export const priceText = (product: Product): string => {
  const minor = priceMinorOf(product)
  return minor === undefined ? '' : moneyText(minor)
}
