/**
 * The part of EBAY_FR's tree a record shop needs. Ids are eBay's world-wide ones; which conditions and aspects a category
 * wants on the French site could not be read from here, so these are plausible and clients must ask, not assume.
 */
export const categoryTree = { id: '71', version: '133' } as const

export type Category = {
  id: string
  name: string
  keywords: readonly string[]
  conditionIds: readonly string[]
  requiredAspects: readonly string[]
  otherAspects: readonly string[]
}

const grades = [
  'Mint (M)',
  'Near Mint (NM or M-)',
  'Very Good Plus (VG+)',
  'Very Good (VG)',
  'Good Plus (G+)',
  'Good (G)',
  'Fair (F)',
  'Poor (P)',
]

export const aspectValues: Readonly<Record<string, readonly string[]>> = {
  Format: ['Vinyle', 'CD', 'Cassette'],
  Genre: [
    'Blues',
    'Chanson française',
    'Classique',
    'Électronique',
    'Funk',
    'Hip-hop',
    'Jazz',
    'Pop',
    'Reggae',
    'Rock',
    'Soul',
  ],
  Vitesse: ['33 tours', '45 tours', '78 tours'],
  'Taille du disque': ['7"', '10"', '12"'],
  'État du disque': grades,
  'État de la pochette': grades,
}

const music = ['musique', 'music', 'album', 'single', 'compilation']

export const categories: readonly Category[] = [
  {
    id: '176985',
    name: 'Vinyles',
    keywords: [...music, 'vinyle', 'vinyl', 'lp', '33', '45', 'tours', 'maxi', '12"', '7"', 'disque', 'record'],
    conditionIds: ['1000', '3000', '7000'],
    requiredAspects: ['Artiste', 'Titre', 'Format'],
    otherAspects: [
      'Genre',
      'Style',
      'Label',
      'Vitesse',
      'Taille du disque',
      'Année de sortie',
      'Numéro de catalogue',
      'Pays de fabrication',
      'État du disque',
      'État de la pochette',
      'Édition',
      'EAN',
    ],
  },
  {
    id: '176984',
    name: 'CD',
    keywords: [...music, 'cd', 'compact'],
    conditionIds: ['1000', '2750', '4000', '5000', '6000'],
    requiredAspects: ['Artiste', 'Titre', 'Format'],
    otherAspects: [
      'Genre',
      'Style',
      'Label',
      'Année de sortie',
      'Numéro de catalogue',
      'Pays de fabrication',
      'Édition',
      'EAN',
    ],
  },
  {
    id: '176983',
    name: 'Cassettes',
    keywords: [...music, 'cassette', 'k7', 'mc'],
    conditionIds: ['1000', '2750', '4000', '5000', '6000'],
    requiredAspects: ['Artiste', 'Titre'],
    otherAspects: ['Format', 'Genre', 'Style', 'Label', 'Année de sortie', 'Pays de fabrication', 'EAN'],
  },
  {
    id: '617',
    name: 'DVD, Blu-ray',
    keywords: ['dvd', 'blu-ray', 'film', 'concert', 'video', 'vidéo'],
    conditionIds: ['1000', '2750', '4000', '5000', '6000'],
    requiredAspects: ['Titre', 'Format'],
    otherAspects: ['Genre', 'Année de sortie', 'EAN'],
  },
  {
    id: '2329',
    name: 'Autres (musique)',
    keywords: ['affiche', 'poster', 'accessoire', 'livre', 't-shirt', 'platine', 'pochettes', 'autre'],
    conditionIds: ['1000', '1500', '3000', '7000'],
    requiredAspects: [],
    otherAspects: ['Artiste', 'Type', 'Genre'],
  },
]

export const rootCategory = { id: '0', name: 'Root' } as const
export const musicCategory = { id: '11233', name: 'Musique, CD, vinyles' } as const

export const findCategory = (id: string): Category | undefined => categories.find((category) => category.id === id)

/** Inventory API enumeration → Metadata API id. `USED` does not exist: plain used is USED_EXCELLENT (3000). */
export const conditionIds: Readonly<Record<string, string>> = {
  NEW: '1000',
  LIKE_NEW: '2750',
  NEW_OTHER: '1500',
  NEW_WITH_DEFECTS: '1750',
  MANUFACTURER_REFURBISHED: '2000',
  CERTIFIED_REFURBISHED: '2000',
  EXCELLENT_REFURBISHED: '2010',
  VERY_GOOD_REFURBISHED: '2020',
  GOOD_REFURBISHED: '2030',
  SELLER_REFURBISHED: '2500',
  USED_EXCELLENT: '3000',
  USED_VERY_GOOD: '4000',
  USED_GOOD: '5000',
  USED_ACCEPTABLE: '6000',
  FOR_PARTS_OR_NOT_WORKING: '7000',
  PRE_OWNED_EXCELLENT: '2990',
  PRE_OWNED_FAIR: '3010',
}

export const conditionNames: Readonly<Record<string, string>> = {
  '1000': 'Neuf',
  '1500': 'Neuf (autre)',
  '2750': 'Comme neuf',
  '3000': 'Occasion',
  '4000': 'Très bon état',
  '5000': 'Bon état',
  '6000': 'État correct',
  '7000': 'Pour pièces ou ne fonctionne pas',
}
