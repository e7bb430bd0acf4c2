import { Hono } from 'hono'
import { type Machine, readSetting, type Vendor } from '#sandbox/machine'
import { publishedDay, ratesOfDay } from './rates.ts'

/** The European Central Bank's daily file of reference rates, with its weekends, its holidays and, when asked for, faults. */
export const ecb: Vendor = {
  name: 'ecb',
  settings: { daysLate: 0, dollarTimes: 1 },
  schema: '',
  routes,
  errorBody: (status, message) => ({ status, message }),
  // Anybody may read it.
  expireTokens: () => undefined,
}

function routes(machine: Machine): Hono {
  const app = new Hono()
  app.get('/stats/eurofxref/eurofxref-daily.xml', (c) => {
    const day = publishedDay(machine.now(), readSetting(machine, 'ecb.daysLate'))
    return c.body(fileOf(day, readSetting(machine, 'ecb.dollarTimes')), 200, { 'content-type': 'text/xml' })
  })
  return app
}

const fileOf = (day: string, dollarTimes: number): string => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender>
		<gesmes:name>European Central Bank</gesmes:name>
	</gesmes:Sender>
	<Cube>
		<Cube time='${day}'>
${ratesOfDay(day, dollarTimes)
  .map(({ currency, rate }) => `			<Cube currency='${currency}' rate='${rate}'/>`)
  .join('\n')}
		</Cube>
	</Cube>
</gesmes:Envelope>
`
