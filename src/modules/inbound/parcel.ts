/** How we send parcels, in our words; connectors translate them into their vendor's. */
export const carriers = ['lettre-suivie', 'colissimo', 'mondial-relay', 'chronopost', 'dhl', 'ups', 'other'] as const

/** Where a buyer can follow a parcel; undefined where the carrier wants to know more than the number. */
export const trackingUrlOf = (carrier: string, trackingNumber: string): string | undefined =>
  carrier === 'colissimo' || carrier === 'lettre-suivie'
    ? `https://www.laposte.fr/outils/suivre-vos-envois?code=${encodeURIComponent(trackingNumber)}`
    : undefined
