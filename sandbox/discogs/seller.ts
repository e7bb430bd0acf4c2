/** The one seller account of this stand-in; the demo connects with exactly these credentials. */
export const seller = {
  id: 7_300_001,
  username: 'le-bac-a-disques',
  token: 'sandbox-discogs-token',
  shipsFrom: 'France',
  shippingPolicy: 'Envoi soigné sous 3 jours, lettre suivie ou Colissimo. / Careful packing, sent within 3 days.',
} as const

export const userRef = (base: string, username: string, id: number) => ({
  id,
  username,
  resource_url: `${base}/users/${encodeURIComponent(username)}`,
})

/** Discogs writes Pacific time without daylight saving here: what matters is that the offset is not Z. */
export function discogsTime(at: Date): string {
  const shifted = new Date(at.getTime() - 7 * 3_600_000).toISOString()
  return `${shifted.slice(0, 19)}-07:00`
}

export const money = (minor: number) => ({ currency: 'EUR', value: minor / 100 })
