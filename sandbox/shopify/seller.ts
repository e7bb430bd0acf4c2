/** The one shop of this stand-in. */
export const shop = {
  name: 'Le Bac à Disques',
  domain: 'le-bac.myshopify.example',
  token: 'sandbox-shopify-token',
  appSecret: 'sandbox-shopify-secret',
} as const

export const locationId = 'gid://shopify/Location/71000001'
export const publicationId = 'gid://shopify/Publication/81000001'
export const gateway = 'shopify_payments'

export const gid = (type: string, id: number): string => `gid://shopify/${type}/${id}`

/** The number of an id of this type; 0, which nothing has, for anything else. */
export function numberOf(type: string, id: string): number {
  const prefix = `gid://shopify/${type}/`
  return id.startsWith(prefix) && /^\d+$/.test(id.slice(prefix.length)) ? Number(id.slice(prefix.length)) : 0
}

export const money = (minor: number) => ({ shopMoney: { amount: (minor / 100).toFixed(2), currencyCode: 'EUR' } })
export const minorOf = (amount: string): number => Math.round(Number(amount) * 100)
