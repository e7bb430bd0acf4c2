import { refuseEbay } from './errors.ts'

const domain = 'API_FULFILLMENT'
const yearsBackMax = 2
const defaultDays = 90

export type OrderFilter = {
  /** Which of the two dates is filtered; creation wins when both are given, as documented. */
  by: 'created_at' | 'modified_at'
  from: string
  to: string
  statuses: readonly string[] | undefined
}

const statusSets: Readonly<Record<string, readonly string[]>> = {
  'NOT_STARTED|IN_PROGRESS': ['NOT_STARTED', 'IN_PROGRESS'],
  'FULFILLED|IN_PROGRESS': ['FULFILLED', 'IN_PROGRESS'],
}

/**
 * Reads `filter=creationdate:[…..…],lastmodifieddate:[…],orderfulfillmentstatus:{…|…}`. Only the two documented status
 * sets exist. Without a date the last 90 days are meant.
 */
export function readOrderFilter(filter: string | undefined, now: Date): OrderFilter {
  const parts = new Map(splitFilter(filter ?? '').map(({ name, value }) => [name, value]))
  const created = parts.get('creationdate')
  const modified = parts.get('lastmodifieddate')
  const status = parts.get('orderfulfillmentstatus')
  return {
    by: created === undefined && modified !== undefined ? 'modified_at' : 'created_at',
    ...readRange(created ?? modified, now),
    statuses: status === undefined ? undefined : readStatuses(status),
  }
}

function splitFilter(filter: string): { name: string; value: string }[] {
  if (filter === '') return []
  return filter.split(/,(?=[a-z]+:)/).map((part) => {
    const match = /^(creationdate|lastmodifieddate|orderfulfillmentstatus):(.+)$/.exec(part)
    if (!match) return refuseEbay(400, domain, [30700, `Invalid filter name: ${part.split(':')[0]}`])
    return { name: match[1] ?? '', value: match[2] ?? '' }
  })
}

function readStatuses(value: string): readonly string[] {
  const set = /^\{(.+)\}$/.exec(value)?.[1] ?? ''
  const statuses = statusSets[set] ?? statusSets[set.split('|').toReversed().join('|')]
  return statuses ?? refuseEbay(400, domain, [30800, `Invalid filter value ${value} for filter orderfulfillmentstatus`])
}

function readRange(value: string | undefined, now: Date): { from: string; to: string } {
  if (value === undefined) return { from: daysBefore(now, defaultDays), to: now.toISOString() }
  const match = /^\[(.*)\.\.(.*)\]$/.exec(value)
  if (!match) return refuseEbay(400, domain, [30810, 'Invalid date format'])
  const [start = '', end = ''] = [match[1], match[2]]
  if (start === '') return refuseEbay(400, domain, [30820, 'Start date is missing'])
  const from = readMoment(start)
  const to = end === '' ? now : readMoment(end)
  if (from > now || (end !== '' && to > now))
    refuseEbay(400, domain, [30850, "Start and end dates can't be in the future"])
  if (from > to) refuseEbay(400, domain, [30840, 'Start date should be before end date'])
  if (from.toISOString() < daysBefore(now, yearsBackMax * 366)) {
    refuseEbay(400, domain, [
      30830,
      `Time range between start date and end date must be within '${yearsBackMax}' years.`,
    ])
  }
  return { from: from.toISOString(), to: to.toISOString() }
}

function readMoment(text: string): Date {
  const isIso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/.test(text)
  return isIso && !Number.isNaN(Date.parse(text))
    ? new Date(text)
    : refuseEbay(400, domain, [30810, 'Invalid date format'])
}

const daysBefore = (now: Date, days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString()
