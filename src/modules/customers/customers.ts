/** What a buyer tells us, or what a marketplace tells about its buyer. */
export type Buyer = { readonly name: string; readonly email?: string | undefined; readonly phone?: string | undefined }

export type Address = {
  readonly name: string
  readonly line1: string
  readonly line2?: string | undefined
  readonly postcode: string
  readonly city: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
}

/** A shop buyer is the same person when the e-mail address is; a marketplace's buyer when its own id is. */
export type CustomerKey = { readonly source: string; readonly externalId?: string | undefined }
