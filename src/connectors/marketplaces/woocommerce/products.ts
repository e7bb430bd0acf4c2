import { z } from 'zod'
import { decimalText } from '#kernel/money'
import type { RemoteListing, RemoteState, WantedListing } from '#modules/channels'
import { translate } from '#platform/i18n'
import { bodyOf, minorOf, type WooClient } from './client.ts'
import { langOf, type WooSettings } from './settings.ts'

export const product = z.object({
  id: z.number(),
  name: z.string().default(''),
  sku: z.string().default(''),
  status: z.string(),
  price: z.string().default(''),
  manage_stock: z.boolean().default(false),
  stock_quantity: z.number().nullable().default(null),
  total_sales: z.coerce.number().default(0),
  images: z.array(z.object({ id: z.number() })).default([]),
})
export type WooProduct = z.output<typeof product>

/** Our memory of a product, kept in the listing's `remote`. A picture that the shop has fetched is named by its id from then on: by address it would be fetched again. */
const memory = z.object({
  quantity: z.number(),
  state: z.enum(['shown', 'hidden']),
  images: z.array(z.object({ key: z.string(), id: z.number() })).default([]),
})
export type ProductMemory = z.output<typeof memory>

export const memoryOf = (remote: RemoteListing | undefined): ProductMemory | undefined =>
  remote && memory.safeParse(remote.data).data

export const productsPath = '/wc/v3/products'
const perPage = 100

/** Products by id or SKU, hidden ones included; what lies in the trash is not among them. */
export async function findProducts(
  client: WooClient,
  by: 'include' | 'sku',
  values: readonly string[],
): Promise<WooProduct[]> {
  const found: WooProduct[] = []
  for (let start = 0; start < values.length; start += perPage) {
    const part = values.slice(start, start + perPage).join(',')
    const query = new URLSearchParams({ [by]: part, status: 'any', per_page: String(perPage) })
    found.push(...bodyOf(z.array(product), await client.call({ method: 'GET', path: `${productsPath}?${query}` })))
  }
  return found
}

const productsPage = z.array(product)

export async function pageOfProducts(client: WooClient, page: number) {
  const query = new URLSearchParams({
    page: String(page),
    per_page: String(perPage),
    status: 'any',
    orderby: 'id',
    order: 'asc',
  })
  const answer = await client.call({ method: 'GET', path: `${productsPath}?${query}` })
  return { products: bodyOf(productsPage, answer), hasMore: page < answer.pages }
}

/** Published and empty means sold there: when we empty a product we hide it too. */
export function stateOf(found: WooProduct | undefined): RemoteState {
  if (!found || found.status === 'trash') return { kind: 'absent' }
  const { status, price, manage_stock, stock_quantity, total_sales } = found
  if (status !== 'publish' || price === '') return { kind: 'hidden' }
  // Without stock management anybody can buy any number: one is what is surely on sale.
  const quantity = manage_stock ? (stock_quantity ?? 0) : 1
  if (quantity > 0) return { kind: 'on-sale', priceMinor: minorOf(price), quantity }
  return total_sales > 0 ? { kind: 'sold' } : { kind: 'hidden' }
}

/** What the shop shows and sells. The stock is separate: repeating it would put back what was sold there a moment ago. */
export const contentBody = (wanted: WantedListing, settings: WooSettings) => ({
  name: wanted.title,
  type: 'simple' as const,
  description: htmlOf(wanted.description),
  regular_price: decimalText(wanted.priceMinor),
  weight: weightText(wanted.weightGrams, settings.weightUnit),
  sold_individually: wanted.condition === 'used',
  categories: [{ id: categoryOf(wanted, settings) }],
  attributes: attributesOf(wanted, settings),
})

export const stockBody = (quantity: number) => ({
  status: 'publish' as const,
  manage_stock: true,
  stock_quantity: quantity,
  backorders: 'no' as const,
})

const categoryOf = ({ facts: { medium } }: WantedListing, { categories }: WooSettings): number => categories[medium]

const gramsOf = { kg: 1000, g: 1, lbs: 453.59237, oz: 28.349523 } as const
const weightText = (grams: number, unit: keyof typeof gramsOf): string =>
  String(Number((grams / gramsOf[unit]).toFixed(unit === 'g' ? 0 : 3)))

const htmlOf = (description: string): string =>
  description
    .split('\n')
    .filter(Boolean)
    .map((line) => `<p>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`)
    .join('')

/** Facts and grades in the "Additional information" of the product. No GTIN field: it must be unique, and copies share theirs. */
function attributesOf(wanted: WantedListing, settings: WooSettings) {
  const { facts, mediaGrade, sleeveGrade, condition } = wanted
  const lang = langOf(settings)
  const say = (key: string): string => translate(lang, `channels:${key}`)
  const values: Readonly<Record<string, readonly string[]>> = {
    artist: [facts.artist],
    label: [facts.label],
    catalogueNumber: [facts.catalogueNumber],
    format: [facts.format],
    year: facts.year ? [String(facts.year)] : [],
    country: [facts.country],
    genre: facts.genres,
    style: facts.styles,
    condition: [say(`conditions.${condition}`)],
    mediaGrade: mediaGrade ? [mediaGrade] : [],
    sleeveGrade: sleeveGrade ? [say(`description.sleeves.${sleeveGrade.replace('+', 'plus')}`)] : [],
    barcode: [facts.barcode],
  }
  return Object.entries(values).flatMap(([fact, told], position) => {
    const options = told.map((value) => value.trim()).filter(Boolean)
    return options.length > 0 ? [{ name: say(`attributes.${fact}`), position, visible: true, options }] : []
  })
}
