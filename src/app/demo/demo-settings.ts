/** The shop the demo plays: a stall in Lyon. The telephone number is one of those ARCEP keeps for fiction. */
export const demoSettings = {
  shopName: 'Le Bac à Disques',
  tagline: 'CD et vinyles d’occasion, Lyon',
  phone: '04 65 71 00 00',
  email: 'bonjour@lebacadisques.example',
  address: '12 rue du Sillon\n69004 Lyon',
  openingHours: 'Nadia répond du mardi au samedi, de 10 h à 18 h',
  bankAccount: 'FR76 0000 0000 0000 0000 0000 000 (démonstration)',
  contactName: 'Nadia',
  legalIdentity: 'Boutique de démonstration : aucune vente réelle. Le Bac à Disques, association fictive, Lyon',
  siren: '',
  vatNumber: '',
  publisher: 'Nadia (personnage fictif)',
  producerIds: '',
  vatNotice: '',
  mediator: '',
  host: '',
} as const
