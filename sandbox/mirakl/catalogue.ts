import type { Machine } from '#sandbox/machine'

export type CatalogueEntry = { readonly ean: string; readonly title: string; readonly isKnown: boolean }

export function teachCatalogue({ store }: Machine, { ean, title, isKnown }: CatalogueEntry): void {
  store.run(
    'insert or replace into mirakl_products (ean, title, is_known) values (?, ?, ?)',
    ean,
    title,
    isKnown ? 1 : 0,
  )
}

export type Product = { ean: string; sku: string; title: string }

/**
 * The operator's catalogue: whatever was taught, and any number that is a real EAN at all. Offers can only be made for
 * products that exist; making products (P41) is not modelled.
 */
export function findProduct({ store }: Machine, ean: string): Product | undefined {
  const taught = store.get('select title, is_known from mirakl_products where ean = ?', ean)
  if (taught?.is_known === 0 || (!taught && !isEan(ean))) return undefined
  return { ean, sku: `MKP${ean.padStart(14, '0')}`, title: taught ? String(taught.title) : `Article ${ean}` }
}

export function titleOf(machine: Machine, ean: string, fallback: string): string {
  const taught = machine.store.get('select title from mirakl_products where ean = ?', ean)
  return taught ? String(taught.title) : fallback.split(' · ')[0] || `Article ${ean}`
}

/** GS1's check digit, for EAN-8, UPC-A and EAN-13. */
function isEan(text: string): boolean {
  if (!/^(\d{8}|\d{12}|\d{13})$/.test(text)) return false
  const sum = [...text.padStart(13, '0')].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1),
    0,
  )
  return sum % 10 === 0
}
