import { z } from 'zod'
import type { Machine } from '#sandbox/machine'

const Address = z.looseObject({
  addressLine1: z.string().optional(),
  city: z.string().optional(),
  stateOrProvince: z.string().optional(),
  postalCode: z.string().optional(),
  country: z.string().optional(),
})

export const LocationBody = z.looseObject({
  location: z.looseObject({ address: Address.optional() }).optional(),
  name: z.string().max(1000).optional(),
  locationTypes: z.array(z.enum(['STORE', 'WAREHOUSE', 'FULFILLMENT_CENTER'])).optional(),
  merchantLocationStatus: z.enum(['ENABLED', 'DISABLED']).optional(),
})
export type LocationBody = z.output<typeof LocationBody>

const LocationRow = z.object({ key: z.string(), status: z.enum(['ENABLED', 'DISABLED']), document: z.string() })
export type Location = { key: string; status: 'ENABLED' | 'DISABLED'; document: LocationBody }

const toLocation = (row: unknown): Location => {
  const { document, ...rest } = LocationRow.parse(row)
  return { ...rest, document: LocationBody.parse(JSON.parse(document)) }
}

export function findLocation({ store }: Machine, key: string): Location | undefined {
  const row = store.get('select * from ebay_locations where key = ?', key)
  return row && toLocation(row)
}

export const listLocations = ({ store }: Machine): Location[] =>
  store.all('select * from ebay_locations order by key').map(toLocation)

export const saveLocation = ({ store }: Machine, { key, status, document }: Location): void =>
  void store.run(
    'insert or replace into ebay_locations (key, status, document) values (?, ?, ?)',
    ...[key, status, JSON.stringify(document)],
  )

export const removeLocation = ({ store }: Machine, key: string): void =>
  void store.run('delete from ebay_locations where key = ?', key)
