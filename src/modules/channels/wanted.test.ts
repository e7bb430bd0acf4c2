import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { discogsLimits, mediaCondition } from '#connectors/marketplaces/discogs'
import { conditionOf, ebayLimits } from '#connectors/marketplaces/ebay'
import { miraklLimits } from '#connectors/marketplaces/mirakl'
import { type MediaGrade, mediaGrades } from '#modules/catalog'
import type { WantedListing } from './connector.ts'
import { nextStep, pauseMs, withdrawnPrint } from './plan.ts'
import { deriveWanted, fingerprint } from './wanted.ts'
import { cut } from './wording.ts'

const aListing: WantedListing = {
  sku: 'E-1',
  title: 'Blue Train',
  description: '',
  priceMinor: 0,
  quantity: 0,
  condition: 'used',
  mediaGrade: 'VG+',
  sleeveGrade: 'VG',
  weightGrams: 250,
  photos: [],
  facts: {
    artist: 'John Coltrane',
    title: 'Blue Train',
    label: '',
    catalogueNumber: '',
    format: 'LP',
    medium: 'vinyl',
    year: 1957,
    country: '',
    genres: [],
    styles: [],
    barcode: '',
    discogsReleaseId: 1,
  },
}
const free = { freeCount: 1, totalCount: 1, isSold: false }
const input = { listing: aListing, priceMinor: 2500, stock: free, isPaused: false }

describe('what a channel should show', () => {
  test.each([
    ['sold', { stock: { freeCount: 0, totalCount: 1, isSold: true } }, 'gone'],
    ['held', { stock: { freeCount: 0, totalCount: 1, isSold: false, heldUntil: new Date() } }, 'held'],
    ['not-available', { stock: { freeCount: 0, totalCount: 1, isSold: false } }, 'held'],
    ['no-stock', { stock: { freeCount: 0, totalCount: 0, isSold: true } }, 'gone'],
    ['no-price', { priceMinor: undefined }, 'held'],
    ['no-grade', { listing: { ...aListing, mediaGrade: null } }, 'held'],
    ['grade-too-low', { listing: { ...aListing, mediaGrade: 'P' as const } }, 'held'],
    [
      'medium-not-accepted',
      { listing: { ...aListing, facts: { ...aListing.facts, medium: 'other' as const } } },
      'held',
    ],
  ])('is nothing when %s', (reason, change, how) => {
    expect(deriveWanted({ ...input, ...change }, ebayLimits)).toEqual({ kind: 'withheld', reason, how })
  })

  test('needs a release on Discogs', () => {
    const listing = { ...aListing, facts: { ...aListing.facts, discogsReleaseId: undefined } }
    expect(deriveWanted({ ...input, listing }, discogsLimits)).toMatchObject({ reason: 'no-release-id' })
  })

  test('needs a barcode on Mirakl', () => {
    const listing = { ...aListing, facts: { ...aListing.facts, barcode: ' - ' } }
    expect(deriveWanted({ ...input, listing }, miraklLimits)).toMatchObject({ reason: 'no-barcode' })
  })

  test('is still withdrawn from a paused account when the copy is gone, and otherwise left alone', () => {
    const gone = { freeCount: 0, totalCount: 1, isSold: true }
    expect(deriveWanted({ ...input, stock: gone, isPaused: true }, ebayLimits)).toMatchObject({ kind: 'withheld' })
    expect(deriveWanted({ ...input, isPaused: true }, ebayLimits)).toMatchObject({ kind: 'untouched' })
  })

  test('shows no more copies than the vendor lets one listing hold', () => {
    const stock = { freeCount: 50, totalCount: 50, isSold: false }
    expect(deriveWanted({ ...input, stock }, discogsLimits)).toMatchObject({ listing: { quantity: 1 } })
    expect(deriveWanted({ ...input, stock }, ebayLimits)).toMatchObject({ listing: { quantity: 50 } })
  })
})

test('a copy that was only hidden is withdrawn again when it is sold', () => {
  const gone = { kind: 'withheld', reason: 'sold', how: 'gone' } as const
  const hidden = { remoteId: '1', creatingSince: null, sentFingerprint: withdrawnPrint('held') }
  expect(nextStep(hidden, gone)).toBe('withdraw')
  expect(nextStep({ ...hidden, sentFingerprint: withdrawnPrint('gone') }, gone)).toBe('settle')
})

test('a creation without an answer is looked up before anything else', () => {
  const unanswered = { remoteId: null, creatingSince: new Date(), sentFingerprint: null }
  expect(nextStep(unanswered, { kind: 'withheld', reason: 'sold', how: 'gone' })).toBe('look-up')
})

test('pauses grow, never beyond their limit, and withdrawals never wait long', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, chance) => {
      const random = () => chance
      expect(pauseMs(attempts, true, random)).toBeLessThanOrEqual(15_000 * 1.25)
      expect(pauseMs(attempts, false, random)).toBeLessThanOrEqual(600_000 * 1.25)
      expect(pauseMs(attempts + 1, false, random)).toBeGreaterThanOrEqual(pauseMs(attempts, false, random))
    }),
  )
})

test('a cut text is never longer than allowed and never ends in half a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 10, max: 100 }), (text, max) => {
      const short = cut(text, max)
      expect(short.length).toBeLessThanOrEqual(max)
      expect(short).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
    }),
  )
})

test('equal wishes have equal fingerprints, and a cent makes another', () => {
  expect(fingerprint({ ...aListing })).toBe(fingerprint(aListing))
  expect(fingerprint({ ...aListing, priceMinor: 1 })).not.toBe(fingerprint(aListing))
})

/** Worst grade a buyer may expect behind each word, best word first. */
const promisedBy = { NEW: 'M', LIKE_NEW: 'NM', USED_VERY_GOOD: 'VG+', USED_GOOD: 'VG', USED_ACCEPTABLE: 'G+' } as const
const rank = (grade: MediaGrade): number => mediaGrades.indexOf(grade)
const conditionIds = ['1000', '2750', '3000', '4000', '5000', '6000']

describe('grades are never mapped upward', () => {
  test('on eBay, whatever conditions a category allows', () => {
    fc.assert(
      fc.property(fc.constantFrom(...mediaGrades), fc.subarray(conditionIds), (mediaGrade, allowed) => {
        const told = conditionOf({ condition: 'used', mediaGrade }, allowed)
        if (told === undefined || told === 'USED_EXCELLENT' || told === 'USED_ACCEPTABLE') return
        expect(told).not.toBe('NEW')
        expect(rank(promisedBy[told])).toBeGreaterThanOrEqual(Math.min(rank(mediaGrade), rank('G+')))
      }),
    )
  })

  test('on Discogs every grade is told as itself', () => {
    const words = mediaGrades.map((mediaGrade) => mediaCondition({ condition: 'used', mediaGrade }))
    expect(new Set(words).size).toBe(mediaGrades.length)
    for (const [index, word] of words.entries()) expect(word).toContain(`${mediaGrades[index]}`)
  })
})
