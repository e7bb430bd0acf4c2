import { addDays, parisInstant } from '#platform/clock'
import type { MarketDay } from './market-day.ts'

type Frame = {
  readonly name: string
  /** Makes ids that stay ours: `<market day>@<host>`. */
  readonly host: string
  readonly url: string
  /** What stands before the place in an entry's title. */
  readonly title: (day: MarketDay) => string
}

/** Market days as a calendar that phones subscribe to (RFC 5545). Cancelled days stay, as cancelled. */
export function toICalendar(days: readonly MarketDay[], frame: Frame): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Etal//Market days//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(frame.name)}`,
    ...days.flatMap((day) => entry(day, frame)),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

const entry = (day: MarketDay, { host, url, title }: Frame): string[] => [
  'BEGIN:VEVENT',
  `UID:${day.id}@${host}`,
  `SEQUENCE:${day.version - 1}`,
  `DTSTAMP:${utc(day.updatedAt)}`,
  ...timesOf(day),
  `SUMMARY:${escaped(title(day))}`,
  `LOCATION:${escaped([day.place, day.address].filter(Boolean).join(', '))}`,
  ...(day.note === '' && day.cancelledReason === null
    ? []
    : [`DESCRIPTION:${escaped([day.cancelledReason, day.note].filter(Boolean).join('\n'))}`]),
  `STATUS:${day.cancelledReason === null ? 'CONFIRMED' : 'CANCELLED'}`,
  `URL:${url}`,
  'END:VEVENT',
]

const timesOf = ({ day, opensAt, closesAt }: MarketDay): string[] =>
  opensAt === null || closesAt === null
    ? [`DTSTART;VALUE=DATE:${compact(day)}`, `DTEND;VALUE=DATE:${compact(addDays(day, 1))}`]
    : [`DTSTART:${utc(parisInstant(day, opensAt))}`, `DTEND:${utc(parisInstant(day, closesAt))}`]

const compact = (day: string): string => day.replaceAll('-', '')
const utc = (instant: Date): string => `${instant.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
const escaped = (text: string): string => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n')

const lineBytesMax = 75
const encoder = new TextEncoder()

/** A line longer than 75 bytes goes on in the next one, after a space (RFC 5545 § 3.1). */
function folded(line: string): string {
  const pieces: string[] = []
  let piece = ''
  let bytes = 0
  for (const character of line) {
    const more = encoder.encode(character).length
    if (bytes + more > lineBytesMax) {
      pieces.push(piece)
      piece = ' '
      bytes = 1
    }
    piece += character
    bytes += more
  }
  return [...pieces, piece].join('\r\n')
}
