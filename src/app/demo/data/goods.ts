import type { ProductFacts } from '#modules/catalog'

export type DemoGoods = {
  readonly title: string
  readonly brand: string
  readonly detail: string
  readonly priceMinor: number
  readonly quantity: number
  readonly weightGrams: number
}

/** New goods held in quantity: what a record stall keeps beside the till. */
export const demoGoods: readonly DemoGoods[] = [
  {
    title: 'Surpochettes 33 tours, lot de 100',
    brand: 'Bac Utile',
    detail: 'Polypropylène 80 microns',
    priceMinor: 1990,
    quantity: 40,
    weightGrams: 1450,
  },
  {
    title: 'Surpochettes 45 tours, lot de 100',
    brand: 'Bac Utile',
    detail: 'Polypropylène 80 microns',
    priceMinor: 1290,
    quantity: 25,
    weightGrams: 620,
  },
  {
    title: 'Sous-pochettes antistatiques, lot de 50',
    brand: 'Bac Utile',
    detail: 'Papier doublé polyéthylène',
    priceMinor: 1790,
    quantity: 30,
    weightGrams: 1300,
  },
  {
    title: 'Boîtiers CD, lot de 10',
    brand: 'Bac Utile',
    detail: 'Cristal, plateau transparent',
    priceMinor: 690,
    quantity: 35,
    weightGrams: 800,
  },
  {
    title: 'Brosse antistatique fibre de carbone',
    brand: 'Sillon Net',
    detail: 'Pour une poussière à la fois',
    priceMinor: 1490,
    quantity: 22,
    weightGrams: 90,
  },
  {
    title: 'Brosse velours et son flacon',
    brand: 'Sillon Net',
    detail: 'Nettoyage humide, 200 ml',
    priceMinor: 1990,
    quantity: 12,
    weightGrams: 340,
  },
  {
    title: 'Adaptateur 45 tours aluminium',
    brand: 'Sillon Net',
    detail: 'Tourné, 40 g',
    priceMinor: 900,
    quantity: 30,
    weightGrams: 60,
  },
  {
    title: 'Feutrine de platine',
    brand: 'Le Bac à Disques',
    detail: 'Feutre 3 mm, rayures tomate',
    priceMinor: 1200,
    quantity: 18,
    weightGrams: 110,
  },
  {
    title: 'Tote bag « Je passe mon tour »',
    brand: 'Le Bac à Disques',
    detail: 'Coton, tient vingt 33 tours',
    priceMinor: 1200,
    quantity: 50,
    weightGrams: 180,
  },
  {
    title: 'Séparateurs de bac, lot de 26',
    brand: 'Bac Utile',
    detail: 'A à Z, blanc',
    priceMinor: 2490,
    quantity: 10,
    weightGrams: 1900,
  },
  {
    title: 'Carte cadeau 30 €',
    brand: 'Le Bac à Disques',
    detail: 'Valable un an, au stand et en ligne',
    priceMinor: 3000,
    quantity: 20,
    weightGrams: 20,
  },
]

export type DemoReissue = Pick<ProductFacts, 'artist' | 'title' | 'label' | 'format' | 'country' | 'genres'> & {
  readonly year: number
  readonly priceMinor: number
  readonly quantity: number
}

/** Sealed reissues, several of each. */
export const demoReissues: readonly DemoReissue[] = [
  {
    artist: 'Miles Davis',
    title: 'Kind of Blue',
    label: 'Columbia',
    year: 2015,
    format: 'LP, Album, RE, 180',
    country: 'Europe',
    genres: ['Jazz'],
    priceMinor: 2490,
    quantity: 12,
  },
  {
    artist: 'Daft Punk',
    title: 'Discovery',
    label: 'Daft Life',
    year: 2021,
    format: '2xLP, Album, RE',
    country: 'Europe',
    genres: ['Electronic'],
    priceMinor: 3490,
    quantity: 10,
  },
  {
    artist: 'Fela Kuti',
    title: 'Zombie',
    label: 'Knitting Factory Records',
    year: 2014,
    format: 'LP, Album, RE',
    country: 'US',
    genres: ['Folk, World, & Country'],
    priceMinor: 2590,
    quantity: 8,
  },
  {
    artist: 'Air',
    title: 'Moon Safari',
    label: 'Parlophone',
    year: 2015,
    format: 'LP, Album, RE, 180',
    country: 'Europe',
    genres: ['Electronic'],
    priceMinor: 2690,
    quantity: 14,
  },
  {
    artist: 'Portishead',
    title: 'Dummy',
    label: 'Go! Beat',
    year: 2014,
    format: 'LP, Album, RE, 180',
    country: 'Europe',
    genres: ['Electronic'],
    priceMinor: 2790,
    quantity: 9,
  },
  {
    artist: 'John Coltrane',
    title: 'A Love Supreme',
    label: 'Impulse!',
    year: 2020,
    format: 'LP, Album, RE, 180',
    country: 'US',
    genres: ['Jazz'],
    priceMinor: 3990,
    quantity: 5,
  },
  {
    artist: 'Nina Simone',
    title: 'Pastel Blues',
    label: 'Verve Records',
    year: 2020,
    format: 'LP, Album, RE, 180',
    country: 'US',
    genres: ['Jazz'],
    priceMinor: 3990,
    quantity: 5,
  },
  {
    artist: 'Mulatu Astatke',
    title: 'Mulatu of Ethiopia',
    label: 'Strut',
    year: 2017,
    format: 'LP, Album, RE',
    country: 'UK',
    genres: ['Jazz', 'Folk, World, & Country'],
    priceMinor: 2790,
    quantity: 7,
  },
  {
    artist: 'Serge Gainsbourg',
    title: 'Histoire de Melody Nelson',
    label: 'Mercury',
    year: 2001,
    format: 'LP, Album, RE',
    country: 'France',
    genres: ['Chanson'],
    priceMinor: 2490,
    quantity: 20,
  },
  {
    artist: 'The Velvet Underground & Nico',
    title: 'The Velvet Underground & Nico',
    label: 'Verve Records',
    year: 2008,
    format: 'LP, Album, RE, 180',
    country: 'Europe',
    genres: ['Rock'],
    priceMinor: 2690,
    quantity: 11,
  },
]
