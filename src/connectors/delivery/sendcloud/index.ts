import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { NearbyRelayPoint, RelayDirectory, RelaySearch } from '#modules/delivery'
import { answerReader, type HttpClient } from '#platform/http-client'

/** `baseUrl` ends in /api/v3; the keys are those of an integration in Sendcloud's panel. */
export type SendcloudSettings = {
  readonly http: HttpClient
  readonly baseUrl: string
  readonly publicKey: string
  readonly secretKey: string
}

const pointsMax = 20
/** A buyer waits for this page; a directory that needs longer counts as away. */
const timeoutMs = 4000

const timesSchema = z.array(z.object({ start_time: z.string(), end_time: z.string() })).nullable()
const pointSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  carrier: z.object({ code: z.string() }),
  carrier_service_point_id: z.string(),
  general_shop_type: z.string().nullable(),
  address: z.object({
    street: z.string(),
    house_number: z.string(),
    postal_code: z.string(),
    city: z.string(),
    country_code: z.string(),
  }),
  opening_times: z.object({
    monday: timesSchema,
    tuesday: timesSchema,
    wednesday: timesSchema,
    thursday: timesSchema,
    friday: timesSchema,
    saturday: timesSchema,
    sunday: timesSchema,
  }),
  is_expired: z.boolean(),
  distance: z.number().nullable(),
})
type ServicePoint = z.output<typeof pointSchema>
const listSchema = z.object({ data: z.object({ results: z.array(pointSchema) }) })
const read = answerReader('sendcloud')

/** Sendcloud's Service Points API v3 (beta, contract read 29 Nov 2026): one directory for Mondial Relay, Chronopost, Colissimo and others. */
export const sendcloudRelays = (settings: SendcloudSettings): RelayDirectory => ({
  near: (search) => near(settings, search),
})

async function near(
  { http, baseUrl, publicKey, secretKey }: SendcloudSettings,
  search: RelaySearch,
): Promise<NearbyRelayPoint[]> {
  const query = new URLSearchParams({
    country_code: search.country,
    carrier_code: search.carrier,
    ...(search.postcode === '' ? {} : { address_postal_code: search.postcode }),
    ...(search.city === '' ? {} : { address_city: search.city }),
    limit: String(pointsMax),
  })
  const answer = await http.send({
    method: 'GET',
    url: `${baseUrl}/service-points?${query}`,
    headers: {
      accept: 'application/json',
      authorization: `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString('base64')}`,
    },
    timeoutMs,
  })
  // Wrong keys, or a carrier that is not enabled: nothing a buyer can mend, so for him the directory is away.
  if (answer.status !== 200) throw new Outage('sendcloud', `answered ${answer.status}: ${answer.text.slice(0, 200)}`)
  const { results } = read(listSchema, answer.json()).data
  return results.filter(({ is_expired: isExpired }) => !isExpired).map(toPoint)
}

const toPoint = (point: ServicePoint): NearbyRelayPoint => ({
  id: String(point.id),
  carrier: point.carrier.code,
  carrierPointId: point.carrier_service_point_id,
  name: point.name,
  isLocker: point.general_shop_type === 'locker',
  street: [point.address.house_number, point.address.street].filter(Boolean).join(' '),
  postcode: point.address.postal_code,
  city: point.address.city,
  country: point.address.country_code,
  hours: weekdays.map((day) =>
    (point.opening_times[day] ?? []).map((time) => ({ from: time.start_time, to: time.end_time })),
  ),
  distanceMeters: Math.round(point.distance ?? 0),
})

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
