import { describe, expect, test } from 'vitest'
import { doubtPlace, townsOf } from './postcodes.ts'

const doubt = (country: string, postcode: string, city = '') => doubtPlace({ country, postcode, city })

test('a French postcode knows its towns, arrondissements are the town', async () => {
  expect(await townsOf('69001')).toEqual(['Lyon'])
  expect(await townsOf('75 116')).toEqual(['Paris'])
  expect(await townsOf('01360')).toContain('Béligneux')
  expect(await townsOf('99999')).toEqual([])
})

describe('a place is doubted', () => {
  test.each([
    ['69001', 'Lyon'],
    ['69001', 'LYON 1er'],
    ['42000', 'St Etienne'],
    ['42000', 'saint-étienne'],
    ['13002', 'Marseille 2e arrondissement'],
    ['75505', 'Paris Cedex 15'],
    ['98000', 'Monaco'],
    ['69001', ''],
    ['69210', 'Hameau du Bois, Savigny'],
  ])('not at %s %s', async (postcode, city) => {
    expect(await doubt('FR', postcode, city)).toBeUndefined()
  })

  test('when the town is another one, nobody has the code, or it is no code', async () => {
    expect(await doubt('FR', '69001', 'Paris')).toEqual({ kind: 'town', towns: ['Lyon'] })
    expect(await doubt('FR', '69099', 'Lyon')).toEqual({ kind: 'unknown' })
    expect(await doubt('FR', '6900', 'Lyon')).toEqual({ kind: 'shape', example: '69001' })
  })

  test.each([
    ['BE', ['1000', 'B-4000'], ['0999', '10000']],
    ['LU', ['1009', 'L-1009'], ['100']],
    ['DE', ['10115'], ['1011']],
    ['ES', ['28013', '07001'], ['53001', '2801']],
    ['IT', ['00186'], ['186']],
    ['NL', ['1012 JS', '1012js'], ['0123 AB', '1012']],
    ['PT', ['1100-148', '1100148'], ['1100']],
    ['AT', ['1010'], ['0101', '10100']],
    ['IE', ['D02 AF30', 'd6w xy00'], ['D02', '12345']],
  ])('by how codes look in %s', async (country, good, bad) => {
    for (const postcode of good) expect(await doubt(country, postcode, 'Anywhere')).toBeUndefined()
    for (const postcode of bad) expect(await doubt(country, postcode, 'Anywhere')).toMatchObject({ kind: 'shape' })
  })

  test('never about a country nobody described', async () => {
    expect(await doubt('CH', 'x', 'y')).toBeUndefined()
  })
})
