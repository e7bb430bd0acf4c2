/** The one shop of this stand-in's operator. */
export const shop = {
  id: 2042,
  name: 'Le Bac à Disques',
  key: 'sandbox-mirakl-key',
  email: 'boutique@example.org',
  city: 'Lyon',
  street: '12 rue des Bouquinistes',
  zipCode: '69001',
} as const

/** The operator's conditions, each operator having its own codes and words; Mint needs a seal here, so "neuf" is for new goods. */
export const offerStates = [
  { code: '11', label: 'Neuf' },
  { code: '1', label: 'Occasion - Comme neuf' },
  { code: '2', label: 'Occasion - Très bon état' },
  { code: '3', label: 'Occasion - Bon état' },
  { code: '4', label: 'Occasion - État correct' },
  { code: '10', label: 'Reconditionné' },
] as const

export const reasons = [
  { code: '1', is_shop_right: false, label: 'Article non reçu', type: 'INCIDENT_OPEN' },
  { code: '15', is_shop_right: true, label: 'Rupture de stock', type: 'REFUND' },
  { code: '33', is_shop_right: false, label: 'Annulé par l’opérateur', type: 'CANCELATION' },
  { code: '34', is_shop_right: true, label: 'Annulé par le client avant expédition', type: 'CANCELATION' },
  { code: '35', is_shop_right: true, label: 'Rupture de stock', type: 'CANCELATION' },
] as const

const follow = 'https://www.laposte.fr/outils/suivre-vos-envois?code={trackingId}'
export const carriers = [
  { code: 'COLI', label: 'Colissimo', standard_code: 'COLISSIMO', tracking_url: follow },
  { code: 'LPSUIVI', label: 'La Poste - Lettre suivie', standard_code: 'LAPOSTE', tracking_url: follow },
  { code: 'MR', label: 'Mondial Relay', standard_code: 'MONDIAL_RELAY', tracking_url: '' },
] as const

export const shippingType = { code: 'STD', label: 'Standard' } as const
export const shippingZone = { code: 'FR', label: 'France métropolitaine' } as const
/** About what French operators keep of records; the real figure comes with each order. */
export const commissionShare = 0.15
export const category = { code: 'DISQUES', label: 'Vinyles et CD' } as const

export const euros = (minor: number): number => minor / 100
