import { findMediaGrade, findSleeveGrade, type MediaGrade, personalName, type SleeveGrade } from '#modules/catalog'
import { type ImportOptions, reject } from './row.ts'

const defaultPlaceCode = 'IMPORT'
export const shopCurrency = 'EUR'

const textCharactersMax = 500
const noteCharactersMax = 5000
const placeCharactersMax = 20
const quantityMax = 2000
const priceMinorMax = 100_000_000

/** Trimmed, with inner white space made single; rejects what is longer than a name can be. */
export const lineText = (column: string, cell: string): string =>
  limited(column, cell.replaceAll(/\s+/g, ' ').trim(), textCharactersMax)

/** Trimmed, with its lines kept. */
export const noteText = (column: string, cell: string): string =>
  limited(column, cell.replaceAll(/\r\n?/g, '\n').trim(), noteCharactersMax)

function limited(column: string, text: string, charactersMax: number): string {
  const clean = text.replaceAll('\0', '')
  return clean.length <= charactersMax ? clean : reject('too-long', { column, charactersMax })
}

/** Names without Discogs' numbers; what the source said is kept when it differs. */
export function namesOf(
  artist: string,
  label: string,
): { artist: string; label: string; attributes: Record<string, string> } {
  const names = { artist: personalName(artist), label: personalName(label) }
  return {
    ...names,
    attributes: {
      ...(names.artist === artist ? {} : { discogsArtist: artist }),
      ...(names.label === label ? {} : { discogsLabel: label }),
    },
  }
}

/** Discogs writes "none" where there is no number; several numbers are joined by commas. */
export const catalogueNumberOf = (cell: string): string =>
  cell
    .split(/,\s*/)
    .filter((part) => part.toLowerCase() !== 'none' && part !== '')
    .join(', ')

const yearMin = 1860
const yearMax = 2100

/** The first four digits that can be a year; '0' and '' mean unknown. */
export function yearOf(cell: string): number | undefined {
  const year = Number(/\d{4}/.exec(cell)?.[0])
  return year >= yearMin && year <= yearMax ? year : undefined
}

export function releaseIdOf(cell: string): number {
  const text = cell.trim()
  return /^[1-9]\d{0,11}$/.test(text) ? Number(text) : reject('no-release-id', { value: cell })
}

export function mediaGradeOf(cell: string, options: ImportOptions): MediaGrade | null {
  if (isUngraded(cell)) return options.grade ?? null
  return findMediaGrade(cell) ?? reject('bad-grade', { value: cell })
}

export function sleeveGradeOf(cell: string, options: ImportOptions): SleeveGrade | null {
  if (isUngraded(cell)) return options.grade ?? null
  return findSleeveGrade(cell) ?? reject('bad-grade', { value: cell })
}

/** Discogs' own word for a sleeve nobody looked at. */
const isUngraded = (cell: string): boolean => /^(?:not graded|non grad[ée]e?|-)?$/i.test(cell.trim())

export function quantityOf(cell: string): number {
  const text = cell.trim()
  if (text === '') return 1
  const quantity = Number(text.replace(/[.,]0+$/, ''))
  return Number.isInteger(quantity) && quantity >= 0 && quantity <= quantityMax
    ? quantity
    : reject('bad-quantity', { value: cell, quantityMax })
}

export const placeOf = (cell: string, { place }: ImportOptions): string =>
  (place ?? (cell.replaceAll(/\s+/g, ' ').trim() || defaultPlaceCode)).toUpperCase().slice(0, placeCharactersMax)

/** Grams from '230', '230.0' or '0,25 kg'; undefined when the cell says nothing usable. */
export function weightOfCell(cell: string, gramsPerUnit = 1): number | undefined {
  const match = /^\s*(\d+(?:[.,]\d+)?)\s*(kg|g)?\s*$/i.exec(cell)
  if (!match) return undefined
  const factor = match[2] === undefined ? gramsPerUnit : match[2].toLowerCase() === 'kg' ? 1000 : 1
  const grams = Math.round(Number((match[1] ?? '').replace(',', '.')) * factor)
  return grams > 0 ? grams : undefined
}

const currencySigns: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' }

/** Cents of euro from an amount as people and programs write it; undefined when the cell is empty. */
export function priceOf(cell: string, currency: string, { rates = {} }: ImportOptions): number | undefined {
  const text = cell.replaceAll(/[\s\u00a0\u202f]/g, '')
  if (text === '') return undefined
  const match = /^([€$£¥]|[A-Z]{3})?([\d.,']+)([€$£¥]|[A-Z]{3})?$/i.exec(text)
  const amount = match?.[2] === undefined ? undefined : decimalOf(match[2])
  if (amount === undefined) reject('bad-price', { value: cell })
  const sign = (match?.[1] ?? match?.[3] ?? '').toUpperCase()
  const named = currencySigns[sign] ?? (sign || currency).toUpperCase()
  const rate = named === shopCurrency ? 1 : (rates[named] ?? reject('no-rate', { currency: named, price: cell }))
  const minor = Math.round(amount * rate * 100)
  return minor > 0 && minor <= priceMinorMax ? minor : reject('bad-price', { value: cell })
}

/** '1.234,50', '1,234.50', "1'234.50", '12,5' and '12.5'. The last separator is the decimal one unless it cuts off thousands. */
function decimalOf(text: string): number | undefined {
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  const sign = text[last]
  const isThousands =
    sign !== undefined &&
    /^\d{1,3}(?:[.,']\d{3})+$/.test(text) &&
    !(text.match(/[.,]/g)?.length === 1 && text.startsWith('0'))
  const whole = (isThousands || last < 0 ? text : text.slice(0, last)).replaceAll(/[.,']/g, '')
  const fraction = isThousands || last < 0 ? '' : text.slice(last + 1)
  const number = Number(`${whole}.${fraction || '0'}`)
  return whole === '' || Number.isNaN(number) ? undefined : number
}
