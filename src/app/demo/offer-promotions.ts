import type { ProductId } from '#kernel/ids'
import { createPromotion, movePromotion, type NewPromotion } from '#modules/promotions'
import { setRegime } from '#modules/taxes'
import { issueVoucher } from '#modules/vouchers'
import type { Tx } from '#platform/cx'

const dayMs = 86_400_000

/**
 * What the demo shop has on: a launch offer on its new reissues, three CDs for a price, a code for a first order, free
 * delivery from 60 €, a gift voucher; used records under the margin scheme, new goods with VAT.
 */
export async function offerDemoPromotions(tx: Tx, newProductIds: readonly ProductId[]): Promise<void> {
  await setRegime(tx, { validFrom: '2026-01-01', regime: 'normal', usedScheme: 'margin', isOss: false })
  const wishes: NewPromotion[] = [
    {
      names: { fr: 'Lancement des rééditions', en: 'Launch of the reissues' },
      effect: { kind: 'percent', basisPoints: 1500 },
      scope: { productIds: [...newProductIds] },
      endsAt: new Date(tx.now().getTime() + 12 * dayMs),
    },
    {
      names: { fr: '3 CD pour 12 €', en: '3 CDs for 12 €' },
      effect: { kind: 'set-price', pieces: 3, totalMinor: 1200 },
      scope: { media: ['cd'], conditions: ['used'], priceMaxMinor: 900 },
    },
    {
      names: { fr: 'Bienvenue', en: 'Welcome' },
      code: 'BIENVENUE',
      effect: { kind: 'basket-percent', basisPoints: 1000 },
      terms: { isFirstOrderOnly: true, usesPerCustomerMax: 1 },
      stacking: 'best',
    },
    {
      names: { fr: 'Livraison offerte dès 60 €', en: 'Free delivery from 60 €' },
      effect: { kind: 'free-delivery', methods: ['letter', 'relay'], countries: ['FR'] },
      terms: { basketMinMinor: 6000 },
    },
  ]
  for (const wish of wishes) {
    const id = await createPromotion(tx, wish)
    await movePromotion(tx, id, 'active')
  }
  await issueVoucher(tx, {
    amountMinor: 3000,
    lang: 'fr',
    recipientName: 'Camille',
    senderName: 'Nadia',
    message: 'Bon anniversaire !',
    because: 'démonstration',
    reference: 'office',
  })
}
