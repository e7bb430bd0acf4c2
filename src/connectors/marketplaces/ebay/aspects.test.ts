import { expect, test } from 'vitest'
import { aspectsOf, missingAspects } from './aspects.ts'

const wanted = {
  sku: 'E-1',
  title: 'John Coltrane – Blue Train',
  description: '',
  priceMinor: 2500,
  quantity: 1,
  condition: 'used',
  mediaGrade: 'VG+',
  sleeveGrade: 'VG',
  weightGrams: 300,
  photos: [],
  facts: {
    artist: 'John Coltrane',
    title: 'Blue Train',
    label: 'Blue Note',
    catalogueNumber: 'BLP 1577',
    format: 'LP, Album',
    medium: 'vinyl',
    year: 1957,
    country: '',
    genres: ['Jazz', 'Blues'],
    styles: [],
    barcode: '',
    discogsReleaseId: undefined,
  },
} as const

const category = {
  id: '176985',
  conditionIds: [],
  aspects: { artist: 'Artiste', format: 'Format', genre: 'Genre', country: 'Pays', mediaGrade: 'État du disque' },
  required: ['Artiste', 'Pays', 'Vitesse'],
  single: ['Genre'],
  choices: { Format: ['CD', 'Vinyle'], 'État du disque': ['VERY GOOD PLUS (VG+)'] },
}

test('facts are told under the names of the category, in its own words where it takes no others', () => {
  expect(aspectsOf(wanted, category)).toEqual({
    Artiste: ['John Coltrane'],
    Format: ['Vinyle'],
    Genre: ['Jazz'],
    'État du disque': ['VERY GOOD PLUS (VG+)'],
  })
  expect(aspectsOf(wanted, { ...category, single: [], choices: {} })).toMatchObject({
    Format: ['LP, Album'],
    Genre: ['Jazz', 'Blues'],
  })
})

test('what the category requires and we do not know is named', () => {
  expect(missingAspects(category, aspectsOf(wanted, category))).toEqual([
    { code: 'ebay.aspect-missing', message: 'Pays', field: 'Pays' },
    { code: 'ebay.aspect-missing', message: 'Vitesse', field: 'Vitesse' },
  ])
})
