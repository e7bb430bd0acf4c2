import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { z } from 'zod'
import { type RateFile, RateFileFault, type RateSource } from '#modules/currencies'
import type { HttpClient } from '#platform/http-client'

/** The real file has about 2 kB. */
const charactersMax = 100_000
const timeoutMs = 10_000

/**
 * The European Central Bank's daily reference rates (format of eurofxref-daily.xml, looked up 30 Nov 2026): one day, some thirty
 * currencies, what one euro is worth. "For information purposes only": nobody is charged by them.
 */
export const ecbRates = ({ http, url }: { http: HttpClient; url: string }): RateSource => ({
  address: url,
  async read() {
    const answer = await http.send({ method: 'GET', url, timeoutMs, headers: { accept: 'application/xml, text/xml' } })
    if (answer.status !== 200) throw new RateFileFault(`the bank answered ${answer.status}`)
    return parseEcbFile(answer.text)
  },
})

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  isArray: (_name, path) => path === 'gesmes:Envelope.Cube.Cube' || path === 'gesmes:Envelope.Cube.Cube.Cube',
})

const isRealDay = (day: string): boolean => {
  const at = new Date(`${day}T12:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === day
}

/** At most six places on either side: the micro amount is then exact. */
const rate = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,6})?$/, 'is not a rate')
  .transform(microOf)
  .refine((micro) => micro > 0, 'must be more than 0')

const file = z.object({
  'gesmes:Envelope': z.object({
    Cube: z.object({
      Cube: z.tuple([
        z.object({
          time: z
            .string()
            .regex(/^\d{4}-\d{2}-\d{2}$/, 'is not a day')
            .refine(isRealDay, 'is not a day'),
          Cube: z
            .array(z.object({ currency: z.string().regex(/^(?!EUR)[A-Z]{3}$/, 'is not a currency'), rate }))
            .refine((rates) => new Set(rates.map(({ currency }) => currency)).size === rates.length, 'names one twice'),
        }),
      ]),
    }),
  }),
})

/** Exactly what the bank publishes, or a RateFileFault that names the field. */
export function parseEcbFile(text: string): RateFile {
  if (text.length > charactersMax) throw new RateFileFault('the file is too long')
  const verdict = XMLValidator.validate(text)
  if (verdict !== true) throw new RateFileFault(`the file is no XML: ${verdict.err.msg} (line ${verdict.err.line})`)
  const parsed = file.safeParse(parser.parse(text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new RateFileFault(`the file is not the bank’s: ${issue?.path.join('.') || 'root'} ${issue?.message}`)
  }
  const [day] = parsed.data['gesmes:Envelope'].Cube.Cube
  return {
    rateDate: day.time,
    rates: day.Cube.map(({ currency, rate: rateMicro }) => ({ currency, rateMicro })),
  }
}

/** `1.0867` → 1086700, by its digits. */
function microOf(text: string): number {
  const [whole = '', fraction = ''] = text.split('.')
  return Number(`${whole}${fraction.padEnd(6, '0')}`)
}
