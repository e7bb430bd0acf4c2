/** What a marketplace shows to buyers, in words that fit every vendor. */
export type ShelfItem = {
  id: string
  title: string
  detail: string
  priceMinor: number
  status: string
  isForSale: boolean
  quantity: number
}

export type ShelfOrder = {
  id: string
  buyer: string
  status: string
  placedAt: Date
  titles: readonly string[]
  totalMinor: number
}

/** A refusal is the vendor's own; `unknown` and `not-for-sale` are told to the buyer in words. */
export type Purchase =
  | { kind: 'bought'; order: string }
  | { kind: 'refused'; reason: 'unknown' | 'not-for-sale'; message: string }

export type ShelfWish = { text: string; isForSaleOnly: boolean; limit: number; offset: number }

export type Shelf = {
  /** The first part of its addresses, e.g. `discogs`. */
  readonly vendor: string
  readonly name: string
  findItems(wish: ShelfWish): { items: ShelfItem[]; total: number }
  recentOrders(limit: number): ShelfOrder[]
  buy(id: string): Purchase
}
