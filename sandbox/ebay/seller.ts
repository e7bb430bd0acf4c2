/** The one seller account of this stand-in. */
export const sellerId = 'le-bac-a-disques'

/** A new business seller's allowance, large enough for a record shop. */
export const sellingLimit = { quantity: 20_000, amount: { value: '500000.00', currency: 'EUR' } } as const

export const itemLocation = { location: 'Lyon', countryCode: 'FR', postalCode: '69001' } as const

export const euros = (minor: number) => ({ value: (minor / 100).toFixed(2), currency: 'EUR' })
