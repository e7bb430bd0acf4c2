import type { Machine } from '#sandbox/machine'
import { column, findRows, insertRow, type Row, replaceRow, text, withFields } from './row-store.ts'

/** What the shop says about orders of things out of stock, unless the product says otherwise. */
const shopDecides = '2'

/** The shop makes the stock of a product together with it; nobody else can. */
export const addStock = (machine: Machine, productId: number): number =>
  insertRow(machine, {
    resource: 'stock_availables',
    document: {
      fields: {
        id_product: String(productId),
        id_product_attribute: '0',
        id_shop: '1',
        id_shop_group: '0',
        quantity: '0',
        depends_on_stock: '0',
        out_of_stock: shopDecides,
        location: '',
      },
      associations: {},
    },
  })

/** A stock that lost its shop (a replacement without `id_shop`) is nobody's. */
const stockOf = (machine: Machine, productId: number): Row | undefined =>
  findRows(machine, {
    resource: 'stock_availables',
    where: [
      { sql: `${column('id_product')} = ? collate nocase`, values: [String(productId)] },
      { sql: `${column('id_product_attribute')} = '0' and ${column('id_shop')} = '1'`, values: [] },
    ],
  })[0]

export const quantityOf = (machine: Machine, productId: number): number => {
  const stock = stockOf(machine, productId)
  return stock ? Number(text(stock, 'quantity')) : 0
}

export function changeQuantity(machine: Machine, productId: number, by: number): void {
  const stock = stockOf(machine, productId)
  if (stock)
    replaceRow(
      machine,
      'stock_availables',
      withFields(stock, { quantity: String(Number(text(stock, 'quantity')) + by) }),
    )
}
