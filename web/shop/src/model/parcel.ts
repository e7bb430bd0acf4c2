import type { OrderView } from '#modules/orders'

/** The carriers' own tracking pages (read 2026-11); a carrier that is not here shows its number only. */
const trackingPages: Readonly<Record<string, string>> = {
  'lettre-suivie': 'https://www.laposte.fr/outils/suivre-vos-envois?code=',
  colissimo: 'https://www.laposte.fr/outils/suivre-vos-envois?code=',
  'mondial-relay': 'https://www.mondialrelay.fr/suivi-de-colis/?numeroExpedition=',
  chronopost: 'https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT=',
}

export type Parcel = { readonly number: string; readonly href: string | undefined }

/** The parcel as it was sent; undefined without a tracking number. */
export function parcelOf({ events }: Pick<OrderView, 'events'>): Parcel | undefined {
  const { carrier, trackingNumber } = events.find(({ toState }) => toState === 'sent')?.data ?? {}
  if (typeof trackingNumber !== 'string' || trackingNumber === '') return undefined
  const page = typeof carrier === 'string' ? trackingPages[carrier] : undefined
  return { number: trackingNumber, href: page && `${page}${encodeURIComponent(trackingNumber)}` }
}
