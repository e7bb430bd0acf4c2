export type DeliveryKind = 'letter' | 'relay' | 'home' | 'pickup' | 'email'
export type DeliveryOption = { readonly code: string; readonly kind: DeliveryKind; readonly priceMinor: number }

export type Delivery = { readonly country: string; readonly weightGrams: number; readonly itemsMinor: number }

/** Grams of the mailer and its stiffeners, by the weight of what it carries; the last row is for anything heavier. */
const packings = [
  { itemsGramsMax: 150, packingGrams: 50 },
  { itemsGramsMax: 600, packingGrams: 180 },
  { itemsGramsMax: 3_000, packingGrams: 350 },
] as const
const heavyPackingGrams = 600

/** What a parcel weighs with its packing: a CD of 105 g travels as 155 g, an LP of 260 g as 440 g. */
export function parcelGrams(itemsGrams: number): number {
  const fitting = packings.find(({ itemsGramsMax }) => itemsGrams <= itemsGramsMax)
  return itemsGrams + (fitting?.packingGrams ?? heavyPackingGrams)
}
