import { type Medium, mediumOf } from '#modules/catalog'
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
import { type Cells, type ImportOptions, readingRow, reject } from './row.ts'

const plain = { condition: 'used', mediaNote: '', sleeveNote: '' } as const

function titleOf(column: string, cell: string): string {
  return lineText(column, cell) || reject('no-title')
}

/** A collection export has no price and no quantity: every row is one copy, added on a date. */
export const readCollectionRow = readingRow((cells, options) => {
  const releaseId = releaseIdOf(cells('release_id'))
  const format = lineText('Format', cells('Format'))
  return {
    ...plain,
    key: `${releaseId}|${cells('Date Added').trim()}`,
    facts: {
      kind: 'record',
      title: titleOf('Title', cells('Title')),
      ...namesOf(lineText('Artist', cells('Artist')), lineText('Label', cells('Label'))),
      catalogueNumber: catalogueNumberOf(lineText('Catalog#', cells('Catalog#'))),
      format,
      medium: mediumOf(format),
      year: yearOf(cells('Released')),
      country: '',
      genres: [],
      styles: [],
      barcode: '',
      discogsReleaseId: releaseId,
    },
    mediaGrade: mediaGradeOf(cells('Collection Media Condition'), options),
    sleeveGrade: sleeveGradeOf(cells('Collection Sleeve Condition'), options),
    comment: '',
    privateNote: noteText('Collection Notes', cells('Collection Notes')),
    quantity: 1,
    placeCode: placeOf('', options),
  }
})

/** Discogs' statuses of what is not in the seller's hands any more. */
const goneStatuses = ['sold', 'deleted']

function checkStatus(status: string, { withDrafts = false }: ImportOptions): void {
  const word = status.trim().toLowerCase()
  if (goneStatuses.includes(word)) reject('not-in-stock', { status })
  if (word === 'draft' && !withDrafts) reject('draft', { status })
}

function listingKey(cells: Cells): string {
  const id = cells('listing_id').trim()
  return /^\d{1,15}$/.test(id) ? id : reject('no-listing-id', { value: id })
}

/** The seller's inventory export, and what the office downloads again after correcting it. */
export const readInventoryRow = readingRow((cells, options) => {
  checkStatus(cells('status'), options)
  const format = lineText('format', cells('format'))
  const weightGrams = weightOfCell(cells('weight'))
  const priceMinor = priceOf(cells('price'), options.currency ?? shopCurrency, options)
  return {
    ...plain,
    key: listingKey(cells),
    facts: {
      kind: 'record',
      title: titleOf('title', cells('title')),
      ...namesOf(lineText('artist', cells('artist')), lineText('label', cells('label'))),
      catalogueNumber: catalogueNumberOf(lineText('catno', cells('catno'))),
      format,
      medium: mediumOf(format),
      country: '',
      genres: [],
      styles: [],
      barcode: '',
      discogsReleaseId: releaseIdOf(cells('release_id')),
    },
    mediaGrade: mediaGradeOf(cells('media_condition'), options),
    sleeveGrade: sleeveGradeOf(cells('sleeve_condition'), options),
    comment: noteText('comments', cells('comments')),
    privateNote: noteText('external_id', cells('external_id')),
    ...(weightGrams === undefined ? {} : { weightGrams }),
    ...(priceMinor === undefined ? {} : { priceMinor }),
    quantity: quantityOf(cells('quantity')),
    placeCode: placeOf(cells('location'), options),
  }
})

/** The 39 columns of a seller's listings as the API gives them; formats are often missing there. */
export const readSellerStockRow = readingRow((cells, options) => {
  checkStatus(cells('status'), options)
  const format = lineText('format_names', cells('format_names') || cells('primary_format'))
  const weightGrams = weightOfCell(cells('weight'))
  const priceMinor = priceOf(
    cells('price_value'),
    cells('price_currency') || (options.currency ?? shopCurrency),
    options,
  )
  return {
    ...plain,
    key: listingKey(cells),
    facts: {
      kind: 'record',
      title: titleOf('release_title', cells('release_title')),
      ...namesOf(
        lineText('artist_names', cells('artist_names') || cells('primary_artist')),
        lineText('label_names', cells('label_names')),
      ),
      catalogueNumber: catalogueNumberOf(lineText('catalog_number', cells('catalog_number'))),
      format,
      medium: format === '' ? mediumByWeight(weightGrams) : mediumOf(format),
      year: yearOf(cells('release_year')),
      country: lineText('country', cells('country')),
      genres: listOf(cells('genres')),
      styles: listOf(cells('styles')),
      barcode: lineText('barcode', cells('barcode')),
      discogsReleaseId: releaseIdOf(cells('release_id')),
    },
    mediaGrade: mediaGradeOf(cells('condition'), options),
    sleeveGrade: sleeveGradeOf(cells('sleeve_condition'), options),
    comment: noteText('comments', cells('comments')),
    privateNote: noteText('external_id', cells('external_id')),
    ...(weightGrams === undefined ? {} : { weightGrams }),
    ...(priceMinor === undefined ? {} : { priceMinor }),
    quantity: 1,
    placeCode: placeOf(cells('location'), options),
  }
})

const listOf = (cell: string): string[] =>
  cell
    .split(/\s*[,;|]\s*/)
    .map((item) => item.trim())
    .filter((item) => item !== '')

/** Discogs' own estimates in grams: 85 for a CD, 60 for a 7", 135 for a 10", 230 for each 12" or LP. */
function mediumByWeight(grams: number | undefined): Medium {
  if (grams === undefined) return 'other'
  if (grams === 60 || grams === 135 || grams % 230 === 0) return 'vinyl'
  return grams === 85 ? 'cd' : 'other'
}
