import { type Context, Hono } from 'hono'
import { type Machine, readSetting, type Vendor } from '#sandbox/machine'
import { carriers, pointById, pointsNear } from './points.ts'

const keys = Buffer.from('sandbox-sendcloud-public:sandbox-sendcloud-secret').toString('base64')

/** The service points of Sendcloud's API v3, with its errors; points are invented around every postcode that can exist. */
export const sendcloud: Vendor = {
  name: 'sendcloud',
  settings: { geocoderIsAway: 0, pointsCount: 8 },
  schema: '',
  routes,
  errorBody: (status, message) => ({ errors: [{ status: String(status), code: null, detail: message }] }),
  // Keys do not expire; the fault answers 401 once.
  expireTokens: () => undefined,
}

type Fault = {
  readonly status: 400 | 401 | 404 | 503
  readonly code: string | null
  readonly detail: string
  readonly parameter?: string
}

const fault = (c: Context, { status, code, detail, parameter }: Fault) =>
  c.json(
    { errors: [{ status: String(status), code, detail, ...(parameter ? { source: { parameter } } : {}) }] },
    status,
  )

function routes(machine: Machine): Hono {
  const app = new Hono()
  app.use('/api/v3/*', async (c, next) => {
    if (c.req.header('authorization') !== `Basic ${keys}`) {
      return fault(c, { status: 401, code: 'authentication_failed', detail: 'Invalid username/password.' })
    }
    return next()
  })
  app.get('/api/v3/service-points', (c) => list(machine, c))
  app.get('/api/v3/service-points/:id', (c) => {
    const point = pointById(Number(c.req.param('id')))
    return point
      ? c.json({ data: point })
      : fault(c, { status: 404, code: 'not_found', detail: 'No ServicePoint matches the given query.' })
  })
  return app
}

const limitMax = 200

function list(machine: Machine, c: Context): Response {
  const wrong = wrongQuery(c)
  if (wrong) return fault(c, wrong)
  if (readSetting(machine, 'sendcloud.geocoderIsAway') === 1) {
    return fault(c, {
      status: 503,
      code: null,
      detail: 'The address could not be resolved at this time. Try again later.',
    })
  }
  const country = c.req.query('country_code') ?? ''
  const limit = Number(c.req.query('limit') ?? 100)
  const found = pointsNear({
    country,
    carriers: c.req.queries('carrier_code') ?? [],
    postcode: c.req.query('address_postal_code') ?? '',
    city: c.req.query('address_city') ?? '',
    count: Math.min(limit, readSetting(machine, 'sendcloud.pointsCount')),
  })
  return c.json({ data: { results: found?.points ?? [], geocoding: found?.geocoding ?? notFound } })
}

const notFound = { status: 'not_found', precision: null, formatted_address: null }

function wrongQuery(c: Context): Fault | undefined {
  const country = c.req.query('country_code')
  const carrier = c.req.queries('carrier_code')
  const limit = Number(c.req.query('limit') ?? 100)
  if (country === undefined)
    return { status: 400, code: 'required', detail: 'Field required', parameter: 'country_code' }
  if (!/^[A-Z]{2}$/.test(country) || country === 'XX') {
    return {
      status: 400,
      code: 'invalid_choice',
      detail: `"${country}" is not a valid country code`,
      parameter: 'country_code',
    }
  }
  if (carrier === undefined && c.req.query('use_integration_carriers') !== 'true') {
    return {
      status: 400,
      code: 'validation_error',
      detail: 'Either carrier_code or use_integration_carriers must be provided',
      parameter: 'carrier_code',
    }
  }
  const unknown = (carrier ?? []).filter((code) => !carriers.some((known) => known.code === code))
  if (unknown.length > 0) {
    return {
      status: 400,
      code: 'validation_error',
      detail: `Service points are not supported for the requested carriers: ${unknown.join(', ')}.`,
    }
  }
  if (!Number.isInteger(limit) || limit < 1 || limit > limitMax) {
    return { status: 400, code: 'invalid', detail: `Input should be between 1 and ${limitMax}`, parameter: 'limit' }
  }
  return undefined
}
