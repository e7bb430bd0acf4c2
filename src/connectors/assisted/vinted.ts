import type { ByHandChannel } from '#modules/channels'

/** Vinted for sellers who are not on the list of Vinted Pro integrations: everything by hand, never by scraping. */
export const vinted: ByHandChannel = {
  name: 'vinted',
  label: 'Vinted',
  postAddress: 'https://www.vinted.fr/items/new',
  habits: {
    senders: ['vinted.fr', 'vinted.com', 'vinted'],
    saleWords: ['vendu', 'a ete achete', 's est vendu', 'bordereau d envoi', 'etiquette d envoi', 'tu as vendu'],
  },
  limits: {
    titleCharsMax: 100,
    descriptionCharsMax: 2000,
    imagesMax: 20,
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
