import { expect, test } from 'vitest'
import { carriersOf, formatWordOf, mediumOf, weightOf } from './formats.ts'
import { personalName, slugOf } from './names.ts'

test.each([
  ['Air (11)', 'Air'],
  ['Beatles, The', 'The Beatles'],
  ['Négresses Vertes, Les', 'Les Négresses Vertes'],
  ['Serial Killaz (2) & Gunmen (2)', 'Serial Killaz & Gunmen'],
  ['Shabba (3), Another*', 'Shabba, Another'],
  ['Bob Dylan, The Band', 'Bob Dylan, The Band'],
  ['Sunn O)))', 'Sunn O)))'],
  ['!!! (2)', '!!!'],
  ['Catalogue 1 (1975) Band', 'Catalogue 1 Band'],
])('the artist %s is read as %s', (source, name) => expect(personalName(source)).toBe(name))

test.each([
  [['Françoise Hardy', 'La question'], 'francoise-hardy-la-question'],
  [["Kassav'", 'Vini pou'], 'kassav-vini-pou'],
  [['AC/DC', 'Back in Black'], 'ac-dc-back-in-black'],
  [['Œuvre', 'Ænima'], 'oeuvre-aenima'],
  [['坂本龍一', '千のナイフ'], ''],
])('%s becomes the slug %s', (parts, slug) => expect(slugOf(...parts)).toBe(slug))

test.each([
  ['LP, Album', 'vinyl', 'LP', 260],
  ['2xLP, Album', 'vinyl', '2xLP', 460],
  ['LP, Yel + LP, S/Sided, Etch, Yel + Album, Ltd', 'vinyl', '2xLP', 460],
  ['12", Mar', 'vinyl', '12"', 240],
  ['7", Single', 'vinyl', '7"', 70],
  ['2 x Vinyl, LP, Album', 'vinyl', '2xLP', 460],
  ['Vinyl, 7"', 'vinyl', '7"', 70],
  ['CD, Album', 'cd', 'CD', 105],
  ['2xCD, Comp', 'cd', '2xCD', 130],
  ['Cass, Album', 'cassette', 'Cass', 80],
  ['Box, Comp + 4xCD', 'cd', 'Box', 580],
  ['33 tours', 'vinyl', 'LP', 260],
  ['K7', 'cassette', 'Cass', 80],
  ['', 'other', '', 300],
])('%s is %s, %s, %i g', (format, medium, word, grams) => {
  expect([mediumOf(format), formatWordOf(format), weightOf(format)]).toEqual([medium, word, grams])
})

test('a record with a CD inside is two carriers', () => {
  expect(carriersOf('2xLP, Album + CD, Album').map(({ word, count }) => [word, count])).toEqual([
    ['LP', 2],
    ['CD', 1],
  ])
})
