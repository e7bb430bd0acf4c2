import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { refusePresta } from './refusal.ts'

export type XmlNode = { readonly [name: string]: XmlNode | readonly XmlNode[] | string }

const parser = new XMLParser({
  ignoreAttributes: (name) => name !== 'id',
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
})

/** The vendor answers 500 to what is no XML. */
export function parseXml(text: string): unknown {
  const verdict = XMLValidator.validate(text)
  if (verdict === true && text.trim() !== '') return parser.parse(text)
  const why = verdict === true ? 'String could not be parsed as XML' : verdict.err.msg
  return refusePresta(500, 127, `XML error : ${why}\nXML length : ${text.length}\nOriginal XML : ${text}`)
}

export const cdata = (text: string): string =>
  text === '' ? '' : `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

export const page = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<prestashop xmlns:xlink="http://www.w3.org/1999/xlink">\n${content}\n</prestashop>\n`

export const errorPage = (code: number, message: string): string =>
  page(
    `<errors>\n<error>\n<code>${cdata(String(code))}</code>\n<message>${cdata(message)}</message>\n</error>\n</errors>`,
  )
