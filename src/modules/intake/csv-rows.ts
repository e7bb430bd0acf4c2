import { mediumOf, type ProductFacts } from '#modules/catalog'
import {
  catalogueNumberOf,
  lineText,
  mediaGradeOf,
  namesOf,
  noteText,
  placeOf,
  priceOf,
  quantityOf,
  releaseIdOf,
  shopCurrency,
  sleeveGradeOf,
  weightOfCell,
  yearOf,
} from './cells.ts'
import type { CsvField, CsvMapping } from './mapping.ts'
import { type ImportOptions, type ImportRow, type RowReader, readingRow, reject } from './row.ts'

/** Reads rows of a table whose columns the mapping names. */
export const csvRowReader = (mapping: CsvMapping): RowReader =>
  readingRow((cells, options) => {
    const field = (name: CsvField): string => {
      const column = mapping[name]
      return column === undefined ? '' : cells(column)
    }
    return readCsvRow(field, options)
  })

type Field = (name: CsvField) => string

function readCsvRow(field: Field, options: ImportOptions): ImportRow {
  const facts = factsOf(field)
  const sku = lineText('sku', field('sku'))
  const condition = conditionOf(field, facts)
  const priceMinor = priceOf(field('price'), field('currency').trim() || (options.currency ?? shopCurrency), options)
  if (priceMinor === undefined && facts.kind === 'other') reject('no-price')
  const costMinor = priceOf(field('cost'), options.currency ?? shopCurrency, options)
  const weightGrams = weightOfCell(field('weightGrams')) ?? weightOfCell(field('weightKilograms'), 1000)
  const isGraded = facts.kind === 'record'
  return {
    key: sku === '' ? null : sku,
    ...(sku === '' ? {} : { sku }),
    facts,
    condition,
    mediaGrade: isGraded ? gradeOf(field('mediaGrade'), condition, options) : null,
    sleeveGrade: isGraded ? sleeveGradeOf(field('sleeveGrade'), options) : null,
    mediaNote: noteText('mediaNote', field('mediaNote')),
    sleeveNote: noteText('sleeveNote', field('sleeveNote')),
    comment: noteText('comment', field('comment')),
    privateNote: noteText('privateNote', field('privateNote')),
    ...(weightGrams === undefined ? {} : { weightGrams }),
    ...(priceMinor === undefined ? {} : { priceMinor }),
    ...(costMinor === undefined ? {} : { costMinor }),
    quantity: quantityOf(field('quantity')),
    placeCode: placeOf(field('place'), options),
  }
}

function factsOf(field: Field): ProductFacts {
  const format = lineText('format', field('format'))
  const releaseId = field('discogsReleaseId').trim()
  const names = namesOf(lineText('artist', field('artist')), lineText('label', field('label')))
  const medium = mediumOf(format)
  const isRecord = medium !== 'other' || names.artist !== '' || releaseId !== ''
  return {
    kind: isRecord ? 'record' : 'other',
    title: lineText('title', field('title')) || reject('no-title'),
    ...names,
    catalogueNumber: catalogueNumberOf(lineText('catalogueNumber', field('catalogueNumber'))),
    format,
    medium,
    year: yearOf(field('year')),
    country: lineText('country', field('country')),
    genres: listOf(field('genres')),
    styles: listOf(field('styles')),
    barcode: field('barcode')
      .replaceAll(/[^\dXx]/g, '')
      .slice(0, 20),
    discogsReleaseId: releaseId === '' ? undefined : releaseIdOf(releaseId),
  }
}

const newWords = /^(?:new|neuf|neuve|sealed|scell[ée]e?|m|mint)$/i
const usedWords = /^(?:used|occasion|d'occasion|seconde main|second hand)$/i

/** A column that says so; without one, records are second-hand and other goods new. */
function conditionOf(field: Field, { kind }: ProductFacts): 'new' | 'used' {
  const word = field('condition').trim()
  if (newWords.test(word)) return 'new'
  if (usedWords.test(word)) return 'used'
  return kind === 'record' ? 'used' : 'new'
}

const gradeOf = (cell: string, condition: 'new' | 'used', options: ImportOptions) =>
  cell.trim() === '' && condition === 'new' ? 'M' : mediaGradeOf(cell, options)

const listOf = (cell: string): string[] =>
  cell
    .split(/\s*[;|]\s*/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
