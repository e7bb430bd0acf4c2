import { z } from 'zod'
import { decimalText } from '#kernel/money'
import { Outage } from '#kernel/refusal'
import type { RemoteListing, RemoteState, WantedListing } from '#modules/channels'
import { translate } from '#platform/i18n'
import { contentOf, type PrestaAnswer, type PrestaClient, readFor, rejectionsOf } from './client.ts'
import { slugOf } from './set-up.ts'
import { langOf, type PrestaSettings } from './settings.ts'
import { type Stock, stock } from './stock.ts'
import { inLanguages, printable, thingsOf, translated } from './xml.ts'

/** Our memory of a product, kept in the listing's `remote`; the stock is written back whole. */
const memory = z.object({
  stock,
  quantity: z.number(),
  state: z.enum(['shown', 'hidden']),
  photoKeys: z.array(z.string()).default([]),
})
export type ProductMemory = z.output<typeof memory>

export const memoryOf = (remote: RemoteListing | undefined): ProductMemory | undefined =>
  remote && memory.safeParse(remote.data).data

const listed = z.object({
  id: z.string(),
  reference: z.string().default(''),
  active: z.string(),
  price: z.string(),
  name: translated.default(''),
})
export type ListedProduct = z.output<typeof listed>
const products = z.object({ products: thingsOf('product', listed) })

/** Products by id or SKU, hidden ones included; the oldest first, as a SKU may occur twice here. */
export async function findProducts(
  client: PrestaClient,
  by: 'id' | 'reference',
  values: readonly string[],
): Promise<ListedProduct[]> {
  return readFor(values, (filter) => readProducts(client, { [`filter[${by}]`]: filter }))
}

export async function readProducts(
  client: PrestaClient,
  query: Readonly<Record<string, string>>,
): Promise<ListedProduct[]> {
  const shown = { ...query, display: '[id,reference,active,price,name]', sort: '[id_ASC]' }
  return contentOf(products, await client.call({ method: 'GET', path: 'products', query: shown })).products
}

/** Offered and empty means sold there: when we empty a product we take it offline too. */
export function stateOf(product: ListedProduct | undefined, inStock: Stock | undefined): RemoteState {
  if (!product) return { kind: 'absent' }
  if (product.active !== '1') return { kind: 'hidden' }
  const quantity = Number(inStock?.quantity ?? 0)
  return quantity > 0 ? { kind: 'on-sale', priceMinor: minorOf(product.price), quantity } : { kind: 'sold' }
}

/** Amounts are written with six decimals. */
export function minorOf(text: string): number {
  const minor = Math.round(Number(text) * 100)
  if (text.trim() === '' || !Number.isFinite(minor)) throw new Outage('prestashop', `unexpected answer: amount ${text}`)
  return minor
}

/** A whole product as the shop shows it, ready to be changed and written back. */
export type Whole = Readonly<Record<string, unknown>>
const whole = z.object({ product: z.record(z.string(), z.unknown()) })

export const wholeOf = (answer: PrestaAnswer): Whole => contentOf(whole, answer).product

export async function getWhole(client: PrestaClient, id: string): Promise<Whole | undefined> {
  const answer = await client.call({ method: 'GET', path: `products/${id}` })
  return answer.status === 404 ? undefined : wholeOf(answer)
}

/** Shown but not writable; `position_in_category` is refused when it is nought, as it often is. Associations that are not named stay. */
const notWritable: readonly string[] = ['manufacturer_name', 'quantity', 'position_in_category', 'associations']

/** A replacement: everything that is not sent would be emptied, also what only the seller knows of. */
export function putProduct(client: PrestaClient, before: Whole, changes: Whole): Promise<PrestaAnswer> {
  const kept = Object.entries(before).filter(([name]) => !notWritable.includes(name))
  const product = { ...Object.fromEntries(kept), ...changes }
  return client.call({ method: 'PUT', path: `products/${String(before.id)}`, xml: { product } })
}

export const rejected = (answer: PrestaAnswer) => ({ kind: 'rejected', reasons: rejectionsOf(answer) }) as const

/** What we say of a product. No tax group: the price shown is exactly ours, as the margin scheme wants it. */
export function contentBody(wanted: WantedListing, settings: PrestaSettings) {
  const { languageIds } = settings
  const name = catalogueText(wanted.title)
  return {
    reference: wanted.sku,
    price: decimalText(wanted.priceMinor),
    id_tax_rules_group: '0',
    condition: wanted.condition,
    show_condition: '1',
    weight: weightText(wanted.weightGrams, settings.weightUnit),
    ...codesOf(wanted.facts.barcode),
    name: inLanguages(name, languageIds),
    link_rewrite: inLanguages(slugOf(name), languageIds),
    description: inLanguages(htmlOf(wanted, settings), languageIds),
  }
}

/** What a product needs once, besides what we say of it. Offline until its stock is known. */
export const creationBody = (wanted: WantedListing, settings: PrestaSettings) => {
  const categoryId = settings.categories[wanted.facts.medium]
  return {
    ...contentBody(wanted, settings),
    id_category_default: categoryId,
    state: '1',
    active: '0',
    available_for_order: '1',
    show_price: '1',
    minimal_quantity: '1',
    visibility: 'both',
    associations: { categories: { category: [{ id: categoryId }] } },
  }
}

/** Names take none of `<>;=#{}`. */
const catalogueText = (text: string): string =>
  printable(text)
    .replace(/[<>;=#{}]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

const gramsOf = { kg: 1000, g: 1, lb: 453.59237 } as const
const weightText = (grams: number, unit: keyof typeof gramsOf): string => (grams / gramsOf[unit]).toFixed(6)

function codesOf(barcode: string): { ean13: string; upc: string } {
  const digits = barcode.replaceAll(/\D/g, '')
  return { ean13: digits.length === 13 ? digits : '', upc: digits.length === 12 ? digits : '' }
}

const escaped = (text: string): string =>
  printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Grades and notes in sentences, then the facts. */
function htmlOf({ description, facts, mediaGrade }: WantedListing, settings: PrestaSettings): string {
  const lang = langOf(settings)
  const told: Readonly<Record<string, string>> = {
    artist: facts.artist,
    label: facts.label,
    catalogueNumber: facts.catalogueNumber,
    format: facts.format,
    year: facts.year ? String(facts.year) : '',
    country: facts.country,
    genre: facts.genres.join(', '),
    style: facts.styles.join(', '),
    mediaGrade: mediaGrade ?? '',
  }
  const lines = description
    .split('\n')
    .filter(Boolean)
    .map((line) => `<p>${escaped(line)}</p>`)
  const items = Object.entries(told)
    .filter(([, value]) => value !== '')
    .map(([fact, value]) => `<li>${escaped(translate(lang, `channels:attributes.${fact}`))} : ${escaped(value)}</li>`)
  return [...lines, `<ul>${items.join('')}</ul>`].join('')
}
