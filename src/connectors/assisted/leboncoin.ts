import type { ByHandChannel } from '#modules/channels'

/**
 * No interface for sellers of our size (read 2026-10). Lengths and mail wording are from use, not from a document: a
 * longer title is cut by the site, an unknown wording leaves the mail unmatched and a person decides.
 */
export const leboncoin: ByHandChannel = {
  name: 'leboncoin',
  label: 'Leboncoin',
  postAddress: 'https://www.leboncoin.fr/deposer-une-annonce',
  habits: {
    senders: ['leboncoin.fr', 'leboncoin'],
    saleWords: [
      'vendu',
      'a ete achete',
      'nouvelle vente',
      'paiement recu',
      'preparez votre colis',
      'confirmez la vente',
    ],
  },
  limits: {
    titleCharsMax: 100,
    descriptionCharsMax: 4000,
    imagesMax: 10,
    quantityMax: 1,
    batchMax: 1,
    budgetOf: 'account',
    requestsPerMinute: 1,
    requestsBurst: 1,
    requestsReserved: 0,
    isGradeRequired: false,
    lowestGrade: 'P',
    needs: [],
    media: ['vinyl', 'cd', 'cassette', 'other'],
    canRepeatCreation: true,
    creationSettlesMs: 0,
    ordersPollMs: 0,
  },
}
