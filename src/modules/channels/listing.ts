import { z } from 'zod'
import type { AccountId, ListingId, VariantId } from '#kernel/ids'
import type { Json } from '#platform/secrets'
import type { BreakerState } from './breaker.ts'

export type ListingState = 'waiting' | 'live' | 'withdrawn' | 'rejected' | 'sold'

/** The last thing that went wrong: `code` has words in texts/<lang>/channels.json, `message` is the vendor's own. */
export type ListingError = {
  readonly code: string
  readonly message: string
  readonly field?: string
  readonly at: string
}

export type ListingRow = {
  readonly id: ListingId
  readonly variantId: VariantId
  readonly sku: string
  readonly wantedSeq: number
  readonly urgency: number
  readonly state: ListingState
  readonly remoteId: string | null
  readonly remote: JsonObject
  readonly sentFingerprint: string | null
  readonly sendingFingerprint: string | null
  readonly creatingSince: Date | null
  readonly attempts: number
  readonly withheld: string | null
  readonly lastError: ListingError | null
  readonly wantedAt: Date
  readonly proof: {
    readonly state?: { readonly kind: string }
    readonly differs: number
    readonly looks?: number
    readonly soldSince?: string | null
  } | null
}

export type Account = {
  readonly id: AccountId
  readonly channel: string
  readonly label: string
  readonly seller: string
  readonly state: 'active' | 'paused'
  readonly settings: JsonObject
  readonly ordersCursor: { readonly since?: string }
  readonly breaker: BreakerState
  readonly breakerSince: Date | null
  readonly failures: number
  readonly blockedUntil: Date | null
  readonly createdAt: Date
}

/** What goes into and comes out of a jsonb column. */
export type JsonObject = { [key: string]: Json | undefined }

export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json())
