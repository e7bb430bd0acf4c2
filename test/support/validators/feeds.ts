import { parse } from 'csv-parse/sync'
import { XMLParser, XMLValidator } from 'fast-xml-parser'

type Fields = Readonly<Record<string, unknown>>
type Check = (value: string) => boolean

const isAddress: Check = (value) => /^https?:\/\/[^\s"<>]+$/.test(value) && URL.canParse(value)
/** Vector pictures are refused by both readers. */
const isPicture: Check = (value) => isAddress(value) && !/\.svg$/.test(value)
const between =
  (min: number, max: number): Check =>
  (value) =>
    value.length >= min && value.length <= max
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    words.includes(value)
const isPrice: Check = (value) => /^[1-9]?\d*\.\d\d EUR$/.test(value) && !value.startsWith('0.00')

/** support.google.com/merchants/answer/7052112: product data specification (read 29 Nov 2026). */
const googleFields: Readonly<Record<string, Check>> = {
  'g:id': between(1, 50),
  'g:title': between(1, 150),
  'g:description': between(1, 5000),
  'g:link': isAddress,
  'g:image_link': isPicture,
  'g:availability': oneOf('in_stock', 'out_of_stock', 'preorder', 'backorder'),
  'g:price': isPrice,
  'g:condition': oneOf('new', 'refurbished', 'used'),
}

/** facebook.com/business/help/120325381656392: fields of a catalogue (read 29 Nov 2026). */
const metaFields: Readonly<Record<string, Check>> = {
  id: between(1, 100),
  title: between(1, 200),
  description: between(1, 9999),
  availability: oneOf('in stock', 'out of stock'),
  condition: oneOf('new', 'refurbished', 'used'),
  price: isPrice,
  link: isAddress,
  image_link: isPicture,
  brand: between(1, 100),
}

const fieldFaults = (fields: Fields, checks: Readonly<Record<string, Check>>, which: string): string[] =>
  Object.entries(checks).flatMap(([name, check]) =>
    check(String(fields[name] ?? ''))
      ? []
      : [`${which} ${name}: ${JSON.stringify(fields[name] ?? 'missing').slice(0, 80)}`],
  )

const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, isArray: (name) => name === 'item' })

function channelOf(xml: string): { items: readonly Fields[]; channel: Fields } | undefined {
  if (XMLValidator.validate(xml) !== true) return undefined
  const channel = parser.parse(xml)?.rss?.channel
  return channel && { items: channel.item ?? [], channel }
}

const doubled = (ids: readonly unknown[]): string[] =>
  ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${String(id)} stands there twice`)

export function googleFaults(xml: string): string[] {
  const read = channelOf(xml)
  if (!read || read.items.length === 0) return ['no items']
  return [
    ...read.items.flatMap((item) => fieldFaults(item, googleFields, String(item['g:id']))),
    // Who has neither number nor maker says so.
    ...read.items
      .filter((item) => !item['g:gtin'] && item['g:identifier_exists'] !== 'no')
      .map((item) => `${String(item['g:id'])}: no gtin, and does not say so`),
    ...doubled(read.items.map((item) => item['g:id'])),
  ]
}

export function metaFaults(csv: string): string[] {
  const rows: Fields[] = parse(csv, { columns: true })
  if (rows.length === 0) return ['no rows']
  return [...rows.flatMap((row) => fieldFaults(row, metaFields, String(row.id))), ...doubled(rows.map(({ id }) => id))]
}

/** rssboard.org/rss-specification (read 29 Nov 2026). */
export function rssFaults(xml: string): string[] {
  const read = channelOf(xml)
  if (!read || read.items.length === 0) return ['no items']
  const { channel, items } = read
  const channelFaults = fieldFaults(
    channel,
    { title: between(1, 200), link: isAddress, description: between(1, 1000) },
    'channel',
  )
  const isDate: Check = (value) => /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/.test(value)
  return [
    ...channelFaults,
    ...items.flatMap((item) =>
      fieldFaults(item, { title: between(1, 300), link: isAddress, pubDate: isDate }, String(item.title)),
    ),
    ...doubled(items.map(({ guid }) => JSON.stringify(guid))),
  ]
}
