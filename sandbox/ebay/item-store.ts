import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { ItemBody, quantityOf } from './item-rules.ts'

const ItemRow = z.object({ sku: z.string(), locale: z.string(), quantity: z.number().nullable(), document: z.string() })

export type Item = { sku: string; locale: string; quantity: number | null; document: ItemBody }

const toItem = (row: unknown): Item => {
  const { document, ...rest } = ItemRow.parse(row)
  return { ...rest, document: ItemBody.parse(JSON.parse(document)) }
}

export function findItem({ store }: Machine, sku: string): Item | undefined {
  const row = store.get('select * from ebay_items where sku = ?', sku)
  return row && toItem(row)
}

/** A complete replacement, as documented: what the new body leaves out is gone. True when the record is new. */
export function putItem({ store }: Machine, item: { sku: string; locale: string; document: ItemBody }): boolean {
  const { availability, ...document } = item.document
  const isNew = store.get('select 1 from ebay_items where sku = ?', item.sku) === undefined
  const rest = { ...availability }
  store.run(
    'insert or replace into ebay_items (sku, locale, quantity, document) values (?, ?, ?, ?)',
    item.sku,
    item.locale,
    quantityOf(item.document) ?? null,
    JSON.stringify({ ...document, ...(Object.keys(rest).length > 0 ? { availability: rest } : {}) }),
  )
  return isNew
}

export const setItemQuantity = ({ store }: Machine, sku: string, quantity: number): void =>
  void store.run('update ebay_items set quantity = ? where sku = ?', quantity, sku)

export const removeItem = ({ store }: Machine, sku: string): void =>
  void store.run('delete from ebay_items where sku = ?', sku)

export const countItems = ({ store }: Machine): number => store.count('select count(*) as count from ebay_items')

export const listItems = ({ store }: Machine, page: { limit: number; offset: number }): Item[] =>
  store.all('select * from ebay_items order by sku limit ? offset ?', page.limit, page.offset).map(toItem)

/** The record as GET shows it: quantity comes from its own column, because sales change it. */
export const itemView = ({ sku, locale, quantity, document }: Item) => {
  const { availability: given, ...rest } = document
  const shipTo =
    quantity === null ? {} : { shipToLocationAvailability: { ...given?.shipToLocationAvailability, quantity } }
  return { sku, locale, ...rest, availability: { ...given, ...shipTo } }
}
