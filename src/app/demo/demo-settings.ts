/** The shop the demo plays: a stall in Lyon. The telephone number is one of those ARCEP keeps for fiction. */
export const demoSettings = (now: Date) => ({
  shopName: 'Le Bac à Disques',
  tagline: 'CD et vinyles d’occasion, Lyon',
  phone: '04 65 71 00 00',
  email: 'bonjour@lebacadisques.example',
  address: '12 rue du Sillon\n69004 Lyon',
  openingHours: 'Nadia répond du mardi au samedi, de 10 h à 18 h',
  bankAccount: 'FR76 0000 0000 0000 0000 0000 000 (démonstration)',
  contactName: 'Nadia',
  legalIdentity: 'Boutique de démonstration : aucune vente réelle. Le Bac à Disques, association fictive, Lyon.',
  vatNotice: 'TVA non applicable, art. 293 B du CGI (démonstration).',
  mediator: '',
  host: '',
  marketDays: nextSaturdays(now)
    .map((day, index) => `${day} ${marketPlaces[index % marketPlaces.length]}`)
    .join('\n'),
})

const marketPlaces = [
  'Marché de la Croix-Rousse, 8 h – 13 h',
  'Puces du Canal, Villeurbanne, 7 h – 13 h',
  'Quai Saint-Antoine, 8 h – 13 h',
] as const
const daysShown = 3
const dayMs = 86_400_000

function nextSaturdays(now: Date): string[] {
  const daysAhead = (6 - now.getUTCDay() + 7) % 7 || 7
  return Array.from({ length: daysShown }, (_, week) =>
    new Date(now.getTime() + (daysAhead + week * 7) * dayMs).toISOString().slice(0, 10),
  )
}
