/** Invented places that take parcels in: the same for the same postcode, so that a chosen one is found again. */
export const carriers = [
  { code: 'mondial_relay', name: 'Mondial Relay' },
  { code: 'chronopost', name: 'Chronopost' },
  { code: 'colissimo', name: 'Colissimo' },
] as const

const names = [
  'Tabac de la Gare',
  'Épicerie du Marché',
  'Librairie du Canal',
  'Pressing Saint-Jean',
  'Consigne Place centrale',
  'Fleurs & Cie',
  'Presse des Halles',
  'Consigne Supermarché',
  'Cordonnerie du Pont',
  'Bureau de la Poste',
] as const
const streets = [
  'rue de la République',
  'place du Marché',
  'avenue de la Gare',
  'rue des Écoles',
  'quai du Port',
  'boulevard Voltaire',
] as const

type Search = {
  readonly country: string
  readonly carriers: readonly string[]
  readonly postcode: string
  readonly city: string
  readonly count: number
}

/** Undefined when nothing can be geocoded: no postcode of the country's shape and no town. */
export function pointsNear({ country, carriers: asked, postcode, city, count }: Search) {
  const digits = postcode.replace(/\D/g, '')
  const isKnown = digits.length >= 4 && digits.length <= 5 && !/^0{4,}/.test(digits) && !digits.startsWith('99')
  if (!isKnown && city === '') return undefined
  const area = isKnown ? Number(digits) : hash(city.toLowerCase()) % 90_000
  const carrier = carriers.find(({ code }) => asked.includes(code)) ?? carriers[0]
  const points = Array.from({ length: Math.min(count, names.length) }, (_, index) => ({
    ...point({ area, index, carrier, country, postcode: isKnown ? postcode : '', city }),
    distance: 140 + index * index * 160 + (area % 7) * 30,
  }))
  return {
    points,
    geocoding: {
      status: isKnown ? 'matched' : 'partially_matched',
      precision: isKnown ? 'postal_code' : 'city',
      formatted_address: [postcode, city, country].filter(Boolean).join(', '),
    },
  }
}

const pointsPerArea = 10
const carrierBlock = 1_000_000

type Made = {
  readonly area: number
  readonly index: number
  readonly carrier: (typeof carriers)[number]
  readonly country: string
  readonly postcode: string
  readonly city: string
}

function point({ area, index, carrier, country, postcode, city }: Made) {
  const name = names[(area + index) % names.length] ?? names[0]
  const isLocker = name.startsWith('Consigne')
  const day = (start: string, end: string) => [{ start_time: start, end_time: end }]
  const split = [...day('09:00', '12:30'), ...day('14:30', '19:00')]
  const weekday = isLocker ? day('00:00', '23:59') : index % 2 === 0 ? day('09:00', '19:00') : split
  return {
    id: (carriers.indexOf(carrier) + 1) * carrierBlock + (area % 100_000) * pointsPerArea + index,
    name,
    carrier: { ...carrier, logo_url: null, icon_url: null },
    carrier_service_point_id: `${country}-${String(area).padStart(5, '0')}${index}`,
    carrier_shop_type: isLocker ? '24R' : 'PR',
    general_shop_type: isLocker ? 'locker' : name.includes('Poste') ? 'post_office' : 'servicepoint',
    address: {
      street: streets[(area + index * 3) % streets.length] ?? streets[0],
      house_number: String(1 + ((area + index * 17) % 90)),
      postal_code: postcode || String(area).padStart(5, '0'),
      city: city || 'Centre',
      country_code: country,
    },
    position: { latitude: 43 + (area % 800) / 100, longitude: (area % 700) / 100 },
    contact: { email: '', phone: '' },
    opening_times: {
      monday: isLocker || index % 3 !== 0 ? weekday : null,
      tuesday: weekday,
      wednesday: weekday,
      thursday: weekday,
      friday: weekday,
      saturday: isLocker ? weekday : day('09:00', '12:30'),
      sunday: isLocker ? weekday : null,
    },
    is_open_tomorrow: true,
    next_open_at: null,
    is_expired: false,
  }
}

/** The point of an id; its postcode is in it, its town is not known here. */
export function pointById(id: number) {
  if (!Number.isInteger(id) || id < carrierBlock) return undefined
  const carrier = carriers[Math.floor(id / carrierBlock) - 1]
  const rest = id % carrierBlock
  return (
    carrier &&
    point({
      area: Math.floor(rest / pointsPerArea),
      index: rest % pointsPerArea,
      carrier,
      country: 'FR',
      postcode: '',
      city: '',
    })
  )
}

function hash(text: string): number {
  let value = 7
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return value
}
