import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser'
import { z } from 'zod'
import { Outage } from '#kernel/refusal'

/** Values stay texts; of attributes only `id` matters, which tells languages apart. */
const parser = new XMLParser({
  ignoreAttributes: (name) => name !== 'id',
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
})
const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' })

const envelope = z.object({ prestashop: z.record(z.string(), z.unknown()).or(z.literal('')) })

/** What stands inside `<prestashop>`; anything else is the vendor's failure. */
export function parseXml(text: string): Readonly<Record<string, unknown>> {
  const verdict = XMLValidator.validate(text)
  const parsed = verdict === true ? envelope.safeParse(parser.parse(text)).data : undefined
  if (!parsed) throw new Outage('prestashop', `answered something that is not its XML: ${text.slice(0, 200)}`)
  return parsed.prestashop === '' ? {} : parsed.prestashop
}

export const buildXml = (content: object): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${builder.build({ prestashop: content })}`

/** XML does not tell a list of one from a single thing, nor an empty list from nothing. */
export const listOf = <T extends z.ZodType>(entry: T) =>
  z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(entry),
  )

/** `<things><thing/>…</things>` */
export const thingsOf = <T extends z.ZodType>(name: string, entry: T) =>
  z
    .union([z.literal('').transform(() => ({})), z.record(z.string(), z.unknown())])
    .default({})
    .transform((things: Readonly<Record<string, unknown>>) => things[name])
    .pipe(listOf(entry))

const language = z.object({ '@id': z.string(), '#text': z.string().default('') })
/** A text per language; one without attributes is everybody's. */
export const translated = z.union([
  z.object({ language: listOf(language) }).transform(({ language: all }) => all[0]?.['#text'] ?? ''),
  z.string(),
])

/** The same words in each of the shop's languages: ours are written in one. */
export const inLanguages = (words: string, ids: readonly string[]) => ({
  language: ids.map((id) => ({ '@id': id, '#text': words })),
})

/** What XML cannot carry at all. */
export const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
