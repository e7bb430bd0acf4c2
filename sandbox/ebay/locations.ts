import { Hono } from 'hono'
import type { Machine } from '#sandbox/machine'
import { type EbayContext, type EbayEnv, jsonBody } from './access.ts'
import { readBody, refuseInventory } from './errors.ts'
import {
  findLocation,
  type Location,
  LocationBody,
  listLocations,
  removeLocation,
  saveLocation,
} from './location-store.ts'

const keyLengthMax = 36

export function locations(machine: Machine): Hono<EbayEnv> {
  const app = new Hono<EbayEnv>()

  app.get('/location', (c) => {
    const found = listLocations(machine)
    const href = '/sell/inventory/v1/location?limit=100&offset=0'
    return c.json({ href, limit: 100, offset: 0, total: found.length, locations: found.map(locationView) })
  })

  app.get('/location/:key', (c) => c.json(locationView(locationOf(machine, c))))

  app.post('/location/:key', async (c) => {
    const key = c.req.param('key')
    if (key.length > keyLengthMax) refuseInventory(25800, 'Invalid merchantLocationKey.')
    if (findLocation(machine, key)) refuseInventory(25803, 'merchantLocationKey already exists.', { status: 409 })
    const { merchantLocationStatus = 'ENABLED', ...document } = readBody(LocationBody, await jsonBody(c))
    checkAddress(document)
    saveLocation(machine, {
      key,
      status: merchantLocationStatus,
      document: { locationTypes: ['WAREHOUSE'], ...document },
    })
    return c.body(null, 204)
  })

  app.post('/location/:key/update_location_details', async (c) => {
    const location = locationOf(machine, c)
    const { location: _fixed, ...changes } = readBody(LocationBody, await jsonBody(c))
    saveLocation(machine, { ...location, document: { ...location.document, ...changes } })
    return c.body(null, 204)
  })

  for (const [verb, status] of [
    ['enable', 'ENABLED'],
    ['disable', 'DISABLED'],
  ] as const) {
    app.post(`/location/:key/${verb}`, (c) => {
      saveLocation(machine, { ...locationOf(machine, c), status })
      return c.json({})
    })
  }

  app.delete('/location/:key', (c) => {
    removeLocation(machine, locationOf(machine, c).key)
    return c.body(null, 204)
  })
  return app
}

function locationOf(machine: Machine, c: EbayContext): Location {
  const location = findLocation(machine, c.req.param('key') ?? '')
  return location ?? refuseInventory(25805, 'merchantLocationKey Not Found.', { status: 404 })
}

/** A warehouse needs postal code and country, or city, state and country. */
function checkAddress({ location }: LocationBody): void {
  const address = location?.address
  if (!address) refuseInventory(25801, 'Missing field location.address.')
  const isComplete = address?.country && (address.postalCode || (address.city && address.stateOrProvince))
  if (!isComplete)
    refuseInventory(
      25802,
      'Input error. The address needs postalCode and country, or city, stateOrProvince and country.',
    )
}

const locationView = ({ key, status, document: { location, ...rest } }: Location) => ({
  merchantLocationKey: key,
  merchantLocationStatus: status,
  ...rest,
  location: { ...location, locationId: key },
})
