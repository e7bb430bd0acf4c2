/** People who bought at the demo shop before; all invented. The genre is what they come back for. */
export const demoBuyers = [
  { name: 'Camille Roux', city: 'Lyon', postcode: '69001', genre: 'Jazz' },
  { name: 'Hugo Lefèvre', city: 'Grenoble', postcode: '38000', genre: 'Rock' },
  { name: 'Inès Garnier', city: 'Saint-Étienne', postcode: '42000', genre: 'Electronic' },
  { name: 'Malik Benali', city: 'Villeurbanne', postcode: '69100', genre: 'Funk / Soul' },
  { name: 'Jeanne Caron', city: 'Dijon', postcode: '21000', genre: 'Jazz' },
  { name: 'Lucas Perrin', city: 'Valence', postcode: '26000', genre: 'Rock' },
  { name: 'Sofia Mendes', city: 'Genas', postcode: '69740', genre: 'Chanson' },
  { name: 'Théo Marchand', city: 'Annecy', postcode: '74000', genre: 'Rock' },
  { name: 'Nora Haddad', city: 'Marseille', postcode: '13006', genre: 'Hip Hop' },
  { name: 'Paul Vidal', city: 'Nantes', postcode: '44000', genre: 'Jazz' },
  { name: 'Emma Clarke', city: 'Paris', postcode: '75011', genre: 'Rock' },
  { name: 'Antoine Giraud', city: 'Clermont-Ferrand', postcode: '63000', genre: 'Funk / Soul' },
  { name: 'Léa Fontaine', city: 'Toulouse', postcode: '31000', genre: 'Chanson' },
  { name: 'Oscar Blanc', city: 'Chambéry', postcode: '73000', genre: 'Electronic' },
] as const

type DemoReview = {
  readonly stars: number
  readonly verdict: 'better' | 'as-described' | 'worse'
  readonly lang: 'fr' | 'en'
  readonly body: string
  readonly answer?: string
}

export const demoReviews: readonly DemoReview[] = [
  {
    stars: 5,
    verdict: 'as-described',
    lang: 'fr',
    body: 'Pressage d’époque, conforme à la note au sillon près. Emballage à toute épreuve.',
  },
  {
    stars: 5,
    verdict: 'better',
    lang: 'fr',
    body: 'Annoncé VG+, j’aurais dit NM. Rare de voir quelqu’un coter aussi prudemment.',
  },
  {
    stars: 4,
    verdict: 'as-described',
    lang: 'fr',
    body: 'Très bien. Un jour de retard de la poste, la boutique m’avait prévenue.',
  },
  { stars: 5, verdict: 'as-described', lang: 'en', body: 'Exactly as graded, play test included. Will buy again.' },
  {
    stars: 3,
    verdict: 'worse',
    lang: 'fr',
    body: 'La pochette a un coin plus corné que sur la description, le disque est impeccable.',
    answer:
      'Merci de nous l’avoir dit. Vous avez raison pour le coin : nous vous avons remboursé 3 €, et la fiche est corrigée.',
  },
  {
    stars: 5,
    verdict: 'as-described',
    lang: 'fr',
    body: 'Nadia m’a répondu au téléphone pour un craquement en face B. Tout était vrai.',
  },
  { stars: 5, verdict: 'as-described', lang: 'fr', body: '' },
  { stars: 4, verdict: 'as-described', lang: 'fr', body: 'Bon choix de jazz, prix honnêtes, colis solide.' },
  { stars: 5, verdict: 'better', lang: 'fr', body: 'Le CD est comme neuf. Envoyé le lendemain.' },
  { stars: 5, verdict: 'as-described', lang: 'fr', body: 'Enfin une boutique où « VG » veut dire VG.' },
  {
    stars: 4,
    verdict: 'as-described',
    lang: 'fr',
    body: 'Conforme. J’aurais aimé plus de photos de la pochette intérieure.',
  },
  { stars: 5, verdict: 'as-described', lang: 'fr', body: 'Troisième commande, toujours pareil : rapide et juste.' },
]
