/** Where a buyer can follow a parcel; undefined where the carrier wants to know more than the number. */
export const trackingUrlOf = (carrier: string, trackingNumber: string): string | undefined =>
  carrier === 'colissimo' || carrier === 'lettre-suivie'
    ? `https://www.laposte.fr/outils/suivre-vos-envois?code=${encodeURIComponent(trackingNumber)}`
    : undefined
