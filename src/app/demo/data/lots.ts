import type { Medium } from '#modules/catalog'

/** A lot takes `pieces` copies of one medium and some genres, the cheapest first, each at most `pieceMinorMax`. */
export type DemoLot = {
  readonly title: string
  readonly medium: Medium
  readonly genres: readonly string[]
  readonly pieces: number
  readonly pieceMinorMax: number
}

export const demoLots: readonly DemoLot[] = [
  { title: 'Cinq CD de rap, pour la route', medium: 'cd', genres: ['Hip Hop'], pieces: 5, pieceMinorMax: 600 },
  { title: 'Six CD de chanson française', medium: 'cd', genres: ['Chanson'], pieces: 6, pieceMinorMax: 500 },
  {
    title: 'Quatre 33 tours de jazz pour commencer',
    medium: 'vinyl',
    genres: ['Jazz'],
    pieces: 4,
    pieceMinorMax: 2500,
  },
  {
    title: 'Cinq 33 tours classiques, coin du feu',
    medium: 'vinyl',
    genres: ['Classical'],
    pieces: 5,
    pieceMinorMax: 1500,
  },
  { title: 'Huit CD électro, fin de soirée', medium: 'cd', genres: ['Electronic'], pieces: 8, pieceMinorMax: 700 },
  {
    title: 'Trois 33 tours zouk et biguine',
    medium: 'vinyl',
    genres: ['Folk, World, & Country'],
    pieces: 3,
    pieceMinorMax: 1600,
  },
]
