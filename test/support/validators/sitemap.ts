import { readFileSync } from 'node:fs'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'

const schema = readFileSync(new URL('./sitemap.xsd', import.meta.url), 'utf8')
const bytesMax = 50 * 1024 * 1024

/** What breaks the sitemap protocol in a file, in the schema's words. */
export function sitemapFaults(xml: string): string[] {
  using schemaDocument = XmlDocument.fromString(schema)
  using validator = XsdValidator.fromDoc(schemaDocument)
  try {
    using document = XmlDocument.fromString(xml)
    validator.validate(document)
    return Buffer.byteLength(xml) > bytesMax ? ['the file is larger than 50 MB'] : []
  } catch (error) {
    return [error instanceof Error ? error.message.trim() : String(error)]
  }
}
