import type { EbayContext } from './access.ts'
import { type EbayError, EbayRefusal, refuseInventory } from './errors.ts'

/** The bulk calls take 25 entries each, whatever they do. */
const entriesMax = 25

export function limitEntries(count: number, errorId: number, noun: string): void {
  if (count < 1) refuseInventory(25709, 'Invalid value for requests. At least one entry is required.')
  if (count > entriesMax) refuseInventory(errorId, `The number of ${noun} in the request cannot exceed ${entriesMax}.`)
}

export type Entry = Readonly<Record<string, unknown>> & { statusCode: number }

/** One entry's own outcome: a refusal becomes its statusCode and errors and leaves the other entries alone. */
export function entry(key: Readonly<Record<string, unknown>>, work: () => Readonly<Record<string, unknown>>): Entry {
  try {
    return { statusCode: 200, ...key, ...work(), warnings: [], errors: [] }
  } catch (error) {
    if (error instanceof EbayRefusal) return refusedEntry(key, error.status, error.errors)
    throw error
  }
}

const refusedEntry = (
  key: Readonly<Record<string, unknown>>,
  statusCode: number,
  errors: readonly EbayError[],
): Entry => ({
  statusCode,
  ...key,
  warnings: [],
  errors,
})

/** 200 when every entry succeeded, else 207: the caller has to look at each. */
export const bulkAnswer = (c: EbayContext, responses: readonly Entry[]) =>
  c.json({ responses }, responses.every(({ statusCode }) => statusCode < 300) ? 200 : 207)
