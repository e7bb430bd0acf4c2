/** Invented buyers at plausible French addresses; the telephone numbers are from the range kept for fiction. */
export type Buyer = {
  username: string
  name: string
  street: string
  postalCode: string
  city: string
  phone: string
  email: string
  note: string
}

const firstNames = [
  'Camille',
  'Mehdi',
  'Léa',
  'Jean-Pierre',
  'Anaïs',
  'Hugo',
  'Maëlle',
  'Théo',
  'Inès',
  'Loïc',
  'Zoé',
  'Farid',
]
const lastNames = [
  'Lefèvre',
  'Benali',
  'Moreau',
  'D’Angelo',
  'Garnier',
  'Nguyen',
  'Le Goff',
  'Rousseau',
  'Petit',
  'Oliveira',
]
const streets = [
  'rue des Lilas',
  'avenue Jean-Jaurès',
  'impasse du Moulin',
  'quai Saint-Antoine',
  'rue de l’Église',
  'cours Lafayette',
]
const towns = [
  ['75011', 'Paris'],
  ['69001', 'Lyon'],
  ['13006', 'Marseille'],
  ['44000', 'Nantes'],
  ['31000', 'Toulouse'],
  ['35000', 'Rennes'],
  ['59800', 'Lille'],
  ['29200', 'Brest'],
] as const
const notes = ['', '', '', 'Merci de bien protéger les coins.', 'Please pack between two cardboards.']

export function drawBuyer(random: () => number): Buyer {
  const pick = <T>(choices: readonly [T, ...T[]] | readonly T[]): T | undefined =>
    choices[Math.floor(random() * choices.length)]
  const first = pick(firstNames) ?? 'Camille'
  const last = pick(lastNames) ?? 'Moreau'
  const [postalCode, city] = pick(towns) ?? ['75011', 'Paris']
  const plain = `${first}.${last}`
    .normalize('NFD')
    .replace(/[^A-Za-z.]/g, '')
    .toLowerCase()
  const number = Math.floor(random() * 10_000)
  return {
    username: `${plain.replace('.', '-')}-${number}`,
    name: `${first} ${last}`,
    street: `${1 + Math.floor(random() * 120)} ${pick(streets) ?? 'rue des Lilas'}`,
    postalCode,
    city,
    phone: `06 39 98 ${String(number)
      .padStart(4, '0')
      .replace(/(..)(..)/, '$1 $2')}`,
    email: `${plain}@example.org`,
    note: pick(notes) ?? '',
  }
}
