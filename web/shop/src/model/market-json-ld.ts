import type { MarketDay } from '#modules/calendar'
import { parisInstant } from '#platform/clock'

type Frame = { readonly shopName: string; readonly publicUrl: string; readonly address: string; readonly name: string }

/** Each outing as schema.org Event, cancelled ones too: https://schema.org/Event, eventStatus (read 29 Nov 2026). */
export const marketJsonLd = (days: readonly MarketDay[], frame: Frame): Record<string, unknown> => ({
  '@context': 'https://schema.org',
  '@graph': days.map((day) => eventOf(day, frame)),
})

const eventOf = (day: MarketDay, { shopName, publicUrl, address, name }: Frame): Record<string, unknown> => ({
  '@type': 'Event',
  name: `${shopName} – ${name}, ${day.place}`,
  url: `${address}#j-${day.id}`,
  startDate: day.opensAt === null ? day.day : parisInstant(day.day, day.opensAt).toISOString(),
  endDate: day.closesAt === null ? day.day : parisInstant(day.day, day.closesAt).toISOString(),
  eventStatus: `https://schema.org/${day.cancelledReason === null ? 'EventScheduled' : 'EventCancelled'}`,
  eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
  location: { '@type': 'Place', name: day.place, address: day.address === '' ? day.place : day.address },
  organizer: { '@type': 'Organization', name: shopName, url: publicUrl },
  isAccessibleForFree: true,
  ...(day.note === '' ? {} : { description: day.note }),
})
