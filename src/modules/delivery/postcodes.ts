import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * What can be said of a postcode and a town as typed. It is only ever said, never refused: tables age, and people know where
 * they live. `shape`: not how postcodes of that country look, `example` is; `unknown`: no town has it; `town`: `towns` have it.
 */
export type PlaceDoubt =
  | { readonly kind: 'shape'; readonly example: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'town'; readonly towns: readonly string[] }

export type Place = { readonly country: string; readonly postcode: string; readonly city: string }

/** How postcodes look (Universal Postal Union, Postal addressing systems, read 2026-11), spaces and case aside. */
const shapes: Readonly<Record<string, { readonly pattern: RegExp; readonly example: string }>> = {
  FR: { pattern: /^\d{5}$/, example: '69001' },
  BE: { pattern: /^(B-?)?[1-9]\d{3}$/, example: '1000' },
  LU: { pattern: /^(L-?)?\d{4}$/, example: '1009' },
  DE: { pattern: /^(D-?)?\d{5}$/, example: '10115' },
  ES: { pattern: /^(0[1-9]|[1-4]\d|5[0-2])\d{3}$/, example: '28013' },
  IT: { pattern: /^\d{5}$/, example: '00186' },
  NL: { pattern: /^[1-9]\d{3}[A-Z]{2}$/, example: '1012 JS' },
  PT: { pattern: /^\d{4}-?\d{3}$/, example: '1100-148' },
  AT: { pattern: /^[1-9]\d{3}$/, example: '1010' },
  IE: { pattern: /^([AC-FHKNPRTV-Y]\d{2}|D6W)[0-9AC-FHKNPRTV-Y]{4}$/, example: 'D02 AF30' },
}

const squeezed = (postcode: string): string => postcode.replace(/\s/g, '').toUpperCase()

/** Undefined when nothing speaks against it, or nothing is known. */
export async function doubtPlace({ country, postcode, city }: Place): Promise<PlaceDoubt | undefined> {
  const [code, shape] = [squeezed(postcode), shapes[country]]
  if (code === '' || !shape) return undefined
  if (!shape.pattern.test(code)) return { kind: 'shape', example: shape.example }
  // A cedex is a letter box of the sorting office, Monaco and the Pacific are not in the table.
  if (country !== 'FR' || /cedex/i.test(city) || code.startsWith('98')) return undefined
  const towns = await townsOf(code)
  if (towns.length === 0) return { kind: 'unknown' }
  const typed = townKey(city)
  return typed === '' || towns.some((town) => isSameTown(townKey(town), typed)) ? undefined : { kind: 'town', towns }
}

/** The towns of a French postcode, in the order of the alphabet; none when nobody has it. */
export const townsOf = async (postcode: string): Promise<readonly string[]> =>
  (await frenchTowns()).get(squeezed(postcode)) ?? []

/** `St-Étienne` and `saint etienne` are one town; an arrondissement says the same as its postcode. */
const townKey = (town: string): string =>
  town
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/\d+ ?(er|e|eme)?( arrondissement)?\b/g, ' ')
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
    .map((word) => ({ st: 'saint', ste: 'sainte' })[word] ?? word)
    .join(' ')

/** Who writes the hamlet too, or only the beginning of a long name, is in the right town. */
const isSameTown = (town: string, typed: string): boolean =>
  town === typed || ` ${typed} `.includes(` ${town} `) || (typed.length >= 4 && town.startsWith(typed))

let reading: Promise<ReadonlyMap<string, readonly string[]>> | undefined

/** Read once, when somebody first asks: most processes never do. */
function frenchTowns(): Promise<ReadonlyMap<string, readonly string[]>> {
  reading ??= readFile(join(import.meta.dirname, 'postcodes-fr.txt'), 'utf8').then(
    (text) =>
      new Map(
        text
          .split('\n')
          .filter((line) => /^\d/.test(line))
          .map((line) => [line.slice(0, 5), line.slice(6).split('|')]),
      ),
  )
  return reading
}
