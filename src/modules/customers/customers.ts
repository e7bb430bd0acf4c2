import { z } from 'zod'
import type { CustomerId } from '#kernel/ids'
import type { Cx, Tx } from '#platform/cx'

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

/** One person: the customer, and the rows whose addresses turned out to be theirs too. E-mail addresses are in lower case. */
export type Person = { readonly customerIds: readonly CustomerId[]; readonly emails: readonly string[] }

type Json = string | number | boolean | null | Date | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * What one module keeps about people. `read` answers everything as rows a person can read; `erase` deletes it, or takes
 * the person out of what the law has us keep. It refuses while something is still owed.
 */
export type PersonalData = {
  readonly name: string
  read(cx: Cx, person: Person): Promise<Json>
  erase(tx: Tx, person: Person): Promise<readonly Kept[]>
}

/** Rows that outlive an erasure, and the rule that says so (see `retention.ts`). */
export type Kept = { readonly what: string; readonly count: number; readonly rule: string; readonly until: Date | null }

export const consentPurposes = ['newsletter', 'reminders'] as const
export type ConsentPurpose = (typeof consentPurposes)[number]

const text = (charsMax: number) => z.string().trim().max(charsMax)
export const addressSchema = z.object({
  name: text(120).min(1),
  line1: text(120).min(1),
  line2: text(120).optional(),
  postcode: text(12).min(1),
  city: text(80).min(1),
  country: z.string().regex(/^[A-Z]{2}$/),
})
