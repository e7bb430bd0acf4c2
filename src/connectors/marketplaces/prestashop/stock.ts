import { z } from 'zod'
import { contentOf, type PrestaAnswer, type PrestaClient, readFor } from './client.ts'
import { thingsOf } from './xml.ts'

/** The whole row: a replacement that leaves one of these out takes the stock away from its shop. */
export const stock = z.object({
  id: z.string(),
  id_product: z.string(),
  id_product_attribute: z.string(),
  id_shop: z.string(),
  id_shop_group: z.string(),
  quantity: z.string(),
  depends_on_stock: z.string(),
  out_of_stock: z.string(),
  location: z.string().optional(),
})
export type Stock = z.output<typeof stock>

const stocks = z.object({ stock_availables: thingsOf('stock_available', stock) })

/** The stocks of these products; a product without combinations has one. */
export const findStocks = (client: PrestaClient, productIds: readonly string[]): Promise<Stock[]> =>
  readFor(productIds, async (ids) => {
    const query = { 'filter[id_product]': ids, 'filter[id_product_attribute]': '[0]', display: 'full' }
    return contentOf(stocks, await client.call({ method: 'GET', path: 'stock_availables', query })).stock_availables
  })

/** Out of stock means not for sale, whatever the shop's default says. */
const denyOrders = '0'

export const setQuantity = (client: PrestaClient, known: Stock, quantity: number): Promise<PrestaAnswer> =>
  client.call({
    method: 'PUT',
    path: `stock_availables/${known.id}`,
    xml: { stock_available: { ...known, quantity: String(quantity), out_of_stock: denyOrders } },
  })
