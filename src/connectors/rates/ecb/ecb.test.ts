import { afterEach, beforeEach, expect, test } from 'vitest'
import { RateFileFault } from '#modules/currencies'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { planFault } from '#sandbox/faults'
import { changeSetting, readSettings } from '#sandbox/machine'
import { createSandbox, type Sandbox } from '#sandbox/server'
import { ecbRates, parseEcbFile } from './ecb.ts'

const url = 'http://sandbox/ecb/stats/eurofxref/eurofxref-daily.xml'
let now = new Date('2026-03-02T09:00:00Z')
let sandbox: Sandbox

beforeEach(() => {
  now = new Date('2026-03-02T09:00:00Z')
  sandbox = createSandbox({ store: ':memory:', now: () => now })
})
afterEach(() => sandbox.close())

const read = () =>
  ecbRates({ http: createHttpClient({ system: 'ecb', log: silentLog, fetch: sandbox.fetch }), url }).read()

test('the file of a Monday morning is of Friday, at 16:00 in Frankfurt of Monday; every rate is exact', async () => {
  const friday = await read()
  expect(friday.rateDate).toBe('2026-02-27')
  expect(friday.rates).toHaveLength(29)
  expect(friday.rates.every(({ rateMicro }) => Number.isSafeInteger(rateMicro))).toBe(true)
  now = new Date('2026-03-02T15:00:00Z')
  expect((await read()).rateDate).toBe('2026-03-02')
  changeSetting(sandbox.machine, 'ecb.daysLate', 9)
  expect((await read()).rateDate).toBe('2026-02-21')
})

test('a bank that is away is an outage, an answer cut in the middle no file', async () => {
  planFault(sandbox.machine, { vendor: 'ecb', kind: 'error-503' })
  await expect(read()).rejects.toThrow('answered 503')
  planFault(sandbox.machine, { vendor: 'ecb', kind: 'connection-reset' })
  await expect(read()).rejects.toThrow('no answer')
  planFault(sandbox.machine, { vendor: 'ecb', kind: 'malformed-body' })
  await expect(read()).rejects.toThrow(RateFileFault)
  expect((await read()).rateDate).toBe('2026-02-27')
})

const fileWith = (day: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"><Cube>${day}</Cube></gesmes:Envelope>`
const dayOf = (rates: string, time = '2026-03-02'): string => fileWith(`<Cube time='${time}'>${rates}</Cube>`)

test('a file with one currency reads as published', () => {
  expect(parseEcbFile(dayOf("<Cube currency='USD' rate='1.0867'/>"))).toEqual({
    rateDate: '2026-03-02',
    rates: [{ currency: 'USD', rateMicro: 1_086_700 }],
  })
})

test.each([
  ['no XML at all', 'Service is down'],
  ['a page', '<html><body>Maintenance</body></html>'],
  ['an unclosed element', dayOf("<Cube currency='USD' rate='1.0867'>")],
  ['no day', fileWith('')],
  [
    'two days',
    fileWith(
      "<Cube time='2026-03-02'><Cube currency='USD' rate='1'/></Cube><Cube time='2026-03-01'><Cube currency='USD' rate='1'/></Cube>",
    ),
  ],
  ['a day that is none', dayOf("<Cube currency='USD' rate='1.0867'/>", '2026-02-30')],
  ['no rates', dayOf('')],
  ['a rate of nothing', dayOf("<Cube currency='USD' rate='0.0000'/>")],
  ['a negative rate', dayOf("<Cube currency='USD' rate='-1.0867'/>")],
  ['a rate with a comma', dayOf("<Cube currency='USD' rate='1,0867'/>")],
  ['an exponent', dayOf("<Cube currency='USD' rate='1e3'/>")],
  ['seven places', dayOf("<Cube currency='USD' rate='1.0867001'/>")],
  ['no rate', dayOf("<Cube currency='USD'/>")],
  ['a strange currency', dayOf("<Cube currency='usd' rate='1.0867'/>")],
  ['the euro', dayOf("<Cube currency='EUR' rate='1'/>")],
  ['a currency twice', dayOf("<Cube currency='USD' rate='1.0867'/><Cube currency='USD' rate='1.0868'/>")],
  ['far too much', dayOf("<Cube currency='USD' rate='1.0867'/>".repeat(5000))],
])('%s is refused', (_words, text) => {
  expect(() => parseEcbFile(text)).toThrow(RateFileFault)
})

test('its settings can be turned in the control page', () => {
  expect(readSettings(sandbox.machine)).toMatchObject({ 'ecb.daysLate': 0, 'ecb.dollarTimes': 1 })
})
