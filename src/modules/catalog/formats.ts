import type { Medium } from './product.ts'

/** One carrier a format text names, e.g. '2xLP, Album' names two LPs. */
export type Carrier = { readonly medium: Medium; readonly word: string; readonly count: number }

type CarrierWord = { readonly medium: Medium; readonly word: string; readonly pattern: RegExp; readonly isVague?: true }

/** Words of format texts, in the order they are tried; the first that matches a piece of the text wins it. */
const carrierWords: readonly CarrierWord[] = [
  { medium: 'vinyl', word: '7"', pattern: /^(?:7"|7''|7-inch|7 inch|45 ?t(?:ours)?|sp)$/i },
  { medium: 'vinyl', word: '10"', pattern: /^(?:10"|10''|10-inch|10 inch|25 ?cm)$/i },
  { medium: 'vinyl', word: '12"', pattern: /^(?:12"|12''|12-inch|12 inch|maxi 45 ?t(?:ours)?)$/i },
  {
    medium: 'vinyl',
    word: 'LP',
    pattern: /^(?:mini-?)?(?:lp|33 ?t(?:ours)?|lathe|acetate|shellac|flexi|\d{1,2}(?:\.\d)?")$/i,
  },
  { medium: 'vinyl', word: 'LP', pattern: /^(?:vinyle?s?|records?|disques?)$/i, isVague: true },
  { medium: 'cd', word: 'CD', pattern: /^(?:mini|hd|sa|xr|shm-?|blu-?spec)?cd(?:r|i|v)?$/i },
  { medium: 'cassette', word: 'Cass', pattern: /^(?:cass(?:ette)?s?|k7|tape|mc)$/i },
  {
    medium: 'other',
    word: 'DVD',
    pattern: /^(?:dvd(?:r|-v|-a)?|blu-?ray|vhs|laserdisc|minidisc|file|usb|mp3|flac|wav)$/i,
  },
]

const isBoxText = /\bbox(?: set)?\b|\bcoffret\b/i

/** Every carrier a format text names, in its order: '2xLP, Album + CD' gives two LPs and a CD. */
export const carriersOf = (format: string): Carrier[] => format.split('+').flatMap(carrierOfGroup)

/** Within a group, "2 x Vinyl, 7\"" is one kind of carrier told twice: the size beats the plain word. */
function carrierOfGroup(group: string): Carrier[] {
  const found = group.split(/\s*[,;/|]\s*/).flatMap((piece) => {
    const match = /^(?:(\d{1,3})\s*[x×]\s*)?(.+)$/i.exec(piece.trim())
    const words = match?.[2]?.trim() ?? ''
    const known = carrierWords.find(({ pattern }) => pattern.test(words))
    return known ? [{ ...known, count: Number(match?.[1] ?? 1) }] : []
  })
  const named = found.find(({ isVague }) => !isVague) ?? found[0]
  return named ? [{ medium: named.medium, word: named.word, count: Math.max(...found.map(({ count }) => count)) }] : []
}

/** The main medium of a format text: the first carrier it names. */
export const mediumOf = (format: string): Medium => carriersOf(format)[0]?.medium ?? 'other'

/** The word starting prices and weights know: '7"', '10"', '12"', 'LP', '2xLP', 'CD', '2xCD', 'Cass', 'Box' or ''. */
export function formatWordOf(format: string): string {
  if (isBoxText.test(format)) return 'Box'
  const carriers = carriersOf(format)
  const word = carriers[0]?.word ?? ''
  const count = carriers.filter((carrier) => carrier.word === word).reduce((sum, carrier) => sum + carrier.count, 0)
  return count > 1 && (word === 'LP' || word === 'CD') ? `2x${word}` : word
}

/** Grams of one carrier with its inner sleeve, and of the outer sleeve or case; weighed typical copies, rounded up. */
const carrierGrams: Readonly<Record<string, number>> = {
  LP: 200,
  '12"': 180,
  '10"': 130,
  '7"': 50,
  CD: 25,
  Cass: 45,
  DVD: 25,
}
const outerGrams: Readonly<Record<Medium, number>> = { vinyl: 60, cd: 80, cassette: 35, other: 100 }
const boxGrams = 400
const unknownGrams = 300

/** What a copy weighs without packing, estimated from its format: an LP 260 g, a CD 105 g, a 7" 70 g. */
export function weightOf(format: string): number {
  const carriers = carriersOf(format)
  const [first] = carriers
  if (!first) return unknownGrams
  const discs = carriers.reduce((sum, carrier) => sum + carrier.count * (carrierGrams[carrier.word] ?? 100), 0)
  const outer = first.word === '7"' ? 20 : outerGrams[first.medium]
  return discs + outer + (isBoxText.test(format) ? boxGrams : 0)
}
