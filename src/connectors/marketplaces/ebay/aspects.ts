import { z } from 'zod'
import type { Rejection, WantedListing } from '#modules/channels'
import { bodyOf, type EbayClient } from './client.ts'
import type { EbayCategory } from './settings.ts'

const aspect = z.object({
  localizedAspectName: z.string(),
  aspectConstraint: z
    .object({
      aspectRequired: z.boolean().default(false),
      aspectMode: z.string().default('FREE_TEXT'),
      itemToAspectCardinality: z.string().default('MULTI'),
    })
    .prefault({}),
  aspectValues: z.array(z.object({ localizedValue: z.string() })).default([]),
})
const aspectList = z.object({ aspects: z.array(aspect).default([]) })
type Aspect = z.output<typeof aspect>

const charsMax = 50

/** What the site asks for in this category: names, which are required, which take one value, which only a listed one. */
export async function readAspects(
  client: EbayClient,
  treeId: string,
  categoryId: string,
): Promise<Omit<EbayCategory, 'id' | 'conditionIds'>> {
  const path = `/commerce/taxonomy/v1/category_tree/${treeId}/get_item_aspects_for_category?category_id=${categoryId}`
  const answer = await client.call({ method: 'GET', path })
  const told = answer.status === 204 ? [] : bodyOf(aspectList, answer).aspects
  const namesOf = (isMeant: (candidate: Aspect) => boolean) =>
    told.filter(isMeant).map(({ localizedAspectName }) => localizedAspectName)
  return {
    aspects: aspectNames(namesOf(() => true)),
    required: namesOf(({ aspectConstraint }) => aspectConstraint.aspectRequired),
    single: namesOf(({ aspectConstraint }) => aspectConstraint.itemToAspectCardinality === 'SINGLE'),
    choices: Object.fromEntries(
      told
        .filter(({ aspectConstraint }) => aspectConstraint.aspectMode === 'SELECTION_ONLY')
        .map((closed) => [closed.localizedAspectName, closed.aspectValues.map(({ localizedValue }) => localizedValue)]),
    ),
  }
}

const aspectWords: Readonly<Record<string, readonly string[]>> = {
  artist: ['Artiste', 'Artist'],
  title: ["Titre de l'album", "Titre de l'oeuvre", 'Titre', 'Release Title'],
  label: ['Maison de disques', 'Label', 'Record Label'],
  format: ['Format'],
  genre: ['Genre'],
  style: ['Style'],
  year: ['Année de sortie', 'Année', 'Release Year'],
  country: ['Pays de fabrication', "Pays/Région d'origine", 'Pays', 'Country/Region of Manufacture'],
  catalogueNumber: ['Numéro de catalogue', 'Catalog Number'],
  mediaGrade: ['État du disque', 'Évaluation du disque', 'Record Grading'],
  barcode: ['EAN', 'UPC', 'Code-barres'],
  sleeveGrade: ['État de la pochette', 'Évaluation de la pochette', 'Sleeve Grading'],
}

/** The name this category uses for each of our facts. Without a list from the site, the first French word is used. */
function aspectNames(offered: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(aspectWords).flatMap(([fact, words]) => {
      const name =
        offered.length === 0 ? words[0] : offered.find((candidate) => words.some((word) => isSame(word, candidate)))
      return name ? [[fact, name]] : []
    }),
  )
}

const isSame = (a: string, b: string): boolean => a.localeCompare(b, 'fr', { sensitivity: 'base' }) === 0

const gradeWords: Readonly<Record<string, string>> = {
  M: 'Mint (M)',
  NM: 'Near Mint (NM or M-)',
  'VG+': 'Very Good Plus (VG+)',
  VG: 'Very Good (VG)',
  'G+': 'Good Plus (G+)',
  G: 'Good (G)',
  F: 'Fair (F)',
  P: 'Poor (P)',
  generic: 'Generic',
  none: 'No Sleeve',
}

/** What a site that takes only listed formats calls ours; tried after the exact format. */
const mediumWords: Readonly<Record<string, readonly string[]>> = {
  vinyl: ['Vinyle', 'Disque vinyle', 'Vinyl', 'Record'],
  cd: ['CD'],
  cassette: ['Cassette', 'K7'],
}

/** Our facts under the names this category uses for them; facts it has no name or no value for are left out. */
export function aspectsOf(wanted: WantedListing, category: EbayCategory): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(category.aspects).flatMap(([fact, name]) => {
      const told = valuesOf(wanted, fact).map((value) => value.trim().slice(0, charsMax))
      const choices = category.choices[name]
      const fitting = choices
        ? told.flatMap((value) => choices.find((choice) => isSame(choice, value)) ?? [])
        : told.filter(Boolean).slice(0, fact === 'format' ? 1 : undefined)
      const kept = category.single.includes(name) ? fitting.slice(0, 1) : [...new Set(fitting)]
      return kept.length > 0 ? [[name, kept]] : []
    }),
  )
}

function valuesOf({ facts, mediaGrade, sleeveGrade }: WantedListing, fact: string): readonly string[] {
  const values: Readonly<Record<string, readonly string[]>> = {
    artist: [facts.artist],
    title: [facts.title],
    label: [facts.label],
    format: [facts.format, ...(mediumWords[facts.medium] ?? [])],
    genre: facts.genres,
    style: facts.styles,
    year: facts.year ? [String(facts.year)] : [],
    country: [facts.country],
    catalogueNumber: [facts.catalogueNumber],
    barcode: [facts.barcode],
    mediaGrade: mediaGrade ? [gradeWords[mediaGrade] ?? ''] : [],
    sleeveGrade: sleeveGrade ? [gradeWords[sleeveGrade] ?? ''] : [],
  }
  return values[fact] ?? []
}

/** The required aspects this listing has no value for, each by the name the seller sees on the site. */
export const missingAspects = (category: EbayCategory, given: Readonly<Record<string, unknown>>): Rejection[] =>
  category.required
    .filter((name) => given[name] === undefined)
    .map((name) => ({ code: 'ebay.aspect-missing', message: name, field: name }))
