/** The vendor's exact words: https://www.discogs.com/developers/#page:marketplace. */

export const mediaConditions = [
  'Mint (M)',
  'Near Mint (NM or M-)',
  'Very Good Plus (VG+)',
  'Very Good (VG)',
  'Good Plus (G+)',
  'Good (G)',
  'Fair (F)',
  'Poor (P)',
] as const

export const sleeveConditions = [...mediaConditions, 'Generic', 'Not Graded', 'No Cover'] as const

/** What a seller may write; the longer list is what the inventory filter accepts, enumerated by the API's own 422. */
export const writableStatuses = ['For Sale', 'Draft'] as const
export const inventoryStatuses = [
  'All',
  'Deleted',
  'Draft',
  'Expired',
  'For Sale',
  'Sold',
  'Suspended',
  'Violation',
] as const

export const orderStatuses = [
  'New Order',
  'Buyer Contacted',
  'Invoice Sent',
  'Payment Pending',
  'Payment Received',
  'In Progress',
  'Shipped',
  'Refund Sent',
  'Cancelled (Non-Paying Buyer)',
  'Cancelled (Item Unavailable)',
  "Cancelled (Per Buyer's Request)",
] as const
export type OrderStatus = (typeof orderStatuses)[number]

export const orderFilters = [
  'All',
  ...orderStatuses,
  'Merged',
  'Order Changed',
  'Cancelled',
  'Cancelled (Refund Received)',
] as const

export const trackingCarriers = [
  'UPS',
  'USPS',
  'DHL',
  'Deutsche Post',
  'La Poste',
  'Royal Mail',
  'PostNL',
  'DHL Germany',
  'Other',
] as const

export const currencies = ['USD', 'GBP', 'EUR', 'CAD', 'AUD', 'JPY', 'CHF', 'MXN', 'BRL', 'NZD', 'SEK', 'ZAR'] as const

/** The word itself when it is one of `words`; keeps the literal type without a cast. */
export const oneOf = <const W extends string>(words: readonly W[], text: unknown): W | undefined =>
  words.find((word) => word === text)
