import type { MediaGrade } from '#modules/catalog'

/** How Nadia writes about a copy, by grade; which sentence a copy gets follows from its number. */
export const mediaNotes = {
  M: ['Neuf, sous cellophane', 'Jamais joué'],
  NM: ['Impeccable sous lampe', 'Comme neuf, à peine joué', 'Aucun trait visible', 'Brillant, sans trace'],
  'VG+': [
    'Très bon, trois traits légers, inaudibles',
    'Quelques micro-traces de pochette',
    'Deux traits fins sur la face B, sans effet à l’écoute',
    'Très propre, traces d’usage légères',
  ],
  VG: [
    'Traces visibles, léger crépitement entre les plages',
    'Bruit de surface dans les silences, sans saut',
    'Plusieurs traits, un clic discret face A',
    'Bien écouté, se tient encore très bien',
  ],
  'G+': ['Bruit de surface présent, passe sans saut', 'Nombreux traits, pour écouter plus que pour collectionner'],
  G: ['Craque tout du long, ne saute pas', 'Usé, prix en conséquence'],
  F: ['Un saut au début de la face A'],
  P: ['Pour la pochette'],
} as const satisfies Record<MediaGrade, readonly string[]>

export const cdNotes = {
  ...mediaNotes,
  NM: ['Disque sans trace', 'Comme neuf, livret complet', 'Impeccable'],
  'VG+': ['Deux ou trois traits, lecture parfaite', 'Traces légères, lu en entier', 'Très propre'],
  VG: [
    'Traits visibles, lu en entier sans accroc',
    'Traces d’usage, boîtier changé',
    'Rayures légères, lecture contrôlée',
  ],
  'G+': ['Rayures nombreuses, lu en entier'],
} as const satisfies Record<MediaGrade, readonly string[]>

export const sleeveNotes = {
  M: ['Neuve'],
  NM: ['Coins vifs, dos lisible', 'Superbe, protégée par une surpochette'],
  'VG+': ['Coins légèrement frottés', 'Trace d’étiquette au dos', 'Belle, un pli discret en haut'],
  VG: [
    'Coin bas usé, nom au stylo au dos',
    'Marque du disque visible, tranche frottée',
    'Petite fente de 2 cm en haut, stable',
  ],
  'G+': ['Tranche fendue sur la moitié, recollée', 'Écritures au dos, coins usés'],
  G: ['Fendue, ruban adhésif ancien'],
  F: ['Très abîmée'],
  P: ['Déchirée'],
} as const satisfies Record<MediaGrade, readonly string[]>

export const playNotes = [
  'Faces A et B écoutées, un clic à 2 min 10',
  'Écouté en entier, rien à signaler',
  'Face A écoutée, face B contrôlée à la lampe',
  'Écouté en entier, souffle d’époque',
  '',
  '',
] as const

export const cdPlayNotes = ['Lu en entier sans erreur', 'Première et dernière plages contrôlées', '', ''] as const
