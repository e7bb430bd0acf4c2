import type { MediaGrade, Medium, SleeveGrade } from '#modules/catalog'
import type { HttpClient } from '#platform/http-client'
import type { JsonObject } from './listing.ts'
import type { Failure, Rejection } from './rejection.ts'
import type { Notifications, OrderCommands, OrdersCursor, RemoteOrder, SellerStanding } from './remote-order.ts'

/**
 * What a marketplace's folder must offer. Dialects stay at the border: everything here speaks the shop's language.
 * All calls are batch-shaped; a single-entry vendor simply has `batchMax: 1`. An outage of the whole call is thrown as
 * `Outage`; an outage of one entry is answered as `failed`. An answer of unknown shape is an Outage that names the field.
 */
export type Connector = OrderCommands & {
  /** Checks the credentials, creates what the vendor needs before the first listing, answers the settings to keep. */
  setUp(): Promise<{ seller: string; settings: JsonObject }>
  publish(batch: readonly PublishEntry[]): Promise<readonly Publication[]>
  withdraw(batch: readonly WithdrawEntry[]): Promise<readonly Withdrawal[]>
  /** Did a creation of ours arrive? Asked before any retry at a vendor that cannot deduplicate creations. */
  findBySku(batch: readonly CreationTrace[]): Promise<readonly Finding[]>
  /** The proof: what the vendor shows right now, one answer per entry. */
  readBack(batch: readonly RemoteListing[]): Promise<readonly RemoteState[]>
  /** Every order touched since the cursor, oldest first, with overlap: repeats are expected and harmless. */
  ordersSince(cursor: OrdersCursor): Promise<{ readonly orders: readonly RemoteOrder[]; readonly next: OrdersCursor }>
  /** Hands many creations over at once; the vendor works on them later and `findBySku` tells what became of each. */
  publishBulk?(batch: readonly PublishEntry[]): Promise<readonly Publication[]>
  /** Everything the account shows or keeps, page by page, for the auditor: our listings and those we never made. */
  listAll(page: string | undefined): Promise<{ items: readonly StandingListing[]; next: string | undefined }>
  readonly notifications?: Notifications
  sellerStanding?(): Promise<SellerStanding>
}

/** A listing as it stands at the vendor. `sku` is empty when the vendor has none of ours. */
export type StandingListing = {
  readonly remoteId: string
  readonly sku: string
  readonly title: string
  readonly state: RemoteState
  /** The vendor's list tells no prices: the one in `state` says nothing. */
  readonly isPriceUnknown?: true
}

/** One per vendor, in `cx.outside.connectors` under its name. */
export type ConnectorMaker = {
  readonly name: string
  /** The vendor's own spelling, e.g. `PrestaShop`. */
  readonly label: string
  /** What a person fills in to connect; labels in texts/<lang>/channels.json under `fields.<channel>.<name>`. */
  readonly fields: readonly ConnectField[]
  readonly support: ConnectorSupport
  readonly limits: ConnectorLimits
  readonly http: HttpClient
  connect(link: ConnectorLink): Connector
}

/** `secret` fields become credentials, the others settings. */
export type ConnectField = {
  readonly name: string
  readonly kind: 'text' | 'secret' | 'url'
  readonly isRequired: boolean
  /** Shown in the empty field. */
  readonly example?: string
}

/** What the connector does at its vendor, as data: the table in docs/channels.md is made from it, and the conformance kit holds it against the connector. */
export type ConnectorSupport = {
  readonly orders: 'push and poll' | 'poll'
  readonly isSaleKnownBeforePayment: boolean
  readonly publishes: 'at once' | 'later'
  readonly withdraws: 'at once' | 'later'
  readonly canDecideOrders: boolean
  readonly canCancelOrders: 'whole and part' | 'whole' | 'no'
  readonly canShipOrders: boolean
  readonly hasStanding: boolean
  /** The published contract our exchanges are held against, or why there is none. */
  readonly contract: string
  /** What nobody could try without the vendor, in plain English. */
  readonly unverified: readonly string[]
}

export type ConnectorLink = {
  /** Already inside the account's request budget; never call the network by another way. */
  readonly http: HttpClient
  readonly settings: JsonObject
  readonly credentials: JsonObject
  readonly pictures: PictureBook
  readonly now: () => Date
}

/** The addresses the vendor gave our pictures, by photo key: copies of one record share their cover. */
export type PictureBook = {
  find(keys: readonly string[]): Promise<ReadonlyMap<string, string>>
  remember(key: string, address: string): Promise<void>
}

/** The vendor's rules as data, read by the pure rules of this module. */
export type ConnectorLimits = {
  readonly titleCharsMax: number
  readonly descriptionCharsMax: number
  readonly imagesMax: number
  /** How many copies one listing may show; 1 means that a sale ends the listing. */
  readonly quantityMax: number
  readonly batchMax: number
  /** Fewer creations and changes at once, where each takes several requests: a withdrawal waits until they are done. */
  readonly publishMax?: number
  readonly bulk?: { readonly min: number; readonly max: number; readonly pollMs: number }
  /** Whose budget it is: `vendor` when the vendor counts by our address, `account` when by seller. */
  readonly budgetOf: 'vendor' | 'account'
  /** Operations that the vendor limits on their own (Mirakl: once a minute); a request names its operation. */
  readonly operations?: Readonly<Record<string, { readonly perMinute: number; readonly burst: number }>>
  /** The one of them that every withdrawal needs: no withdrawal can promise to be faster than its turn comes. */
  readonly withdrawsBy?: string
  /** What comes back to the budget in a minute. With a whole burst before it, it stays within what the vendor takes in any minute. */
  readonly requestsPerMinute: number
  readonly requestsBurst: number
  /** Requests that only withdrawals (and order polls) may spend, so that they never queue behind edits. */
  readonly requestsReserved: number
  readonly isGradeRequired: boolean
  readonly lowestGrade: MediaGrade
  readonly needs: readonly ListingNeed[]
  readonly media: readonly Medium[]
  /** True: the vendor knows creations by our SKU, so the same one twice is one listing. One without an answer is looked for all the same. */
  readonly canRepeatCreation: boolean
  /** How long after a creation "not found" is not yet believed. */
  readonly creationSettlesMs: number
  readonly ordersPollMs: number
}

export type ListingNeed = 'release-id' | 'photo' | 'barcode'

/** Everything a vendor may show of one variant, in our words, already fitted to its limits. */
export type WantedListing = {
  readonly sku: string
  readonly title: string
  readonly description: string
  readonly priceMinor: number
  readonly quantity: number
  readonly condition: 'new' | 'used'
  readonly mediaGrade: MediaGrade | null
  readonly sleeveGrade: SleeveGrade | null
  readonly weightGrams: number
  readonly facts: ListingFacts
  readonly photos: readonly ListingPhoto[]
}

export type ListingFacts = {
  readonly artist: string
  readonly title: string
  readonly label: string
  readonly catalogueNumber: string
  readonly format: string
  readonly medium: Medium
  readonly year: number | undefined
  readonly country: string
  readonly genres: readonly string[]
  readonly styles: readonly string[]
  readonly barcode: string
  readonly discogsReleaseId: number | undefined
}

export type ListingPhoto = {
  /** Changes when the picture changes; equal keys are the same picture. */
  readonly key: string
  readonly jpeg: () => Promise<Uint8Array<ArrayBuffer>>
}

/** `data` is the connector's own memory of the listing (offer id, picture addresses …), kept and handed back. */
export type RemoteListing = { readonly id: string; readonly sku: string; readonly data: JsonObject }
export type PublishEntry = { readonly wanted: WantedListing; readonly known: RemoteListing | undefined }
/** `held`: comes back soon, keep it cheap to restore. `gone`: sold for good. */
export type WithdrawEntry = { readonly remote: RemoteListing; readonly kind: 'held' | 'gone' }
export type CreationTrace = { readonly sku: string; readonly startedAt: Date; readonly data: JsonObject }

export type Publication =
  | { readonly kind: 'live'; readonly remote: RemoteListing }
  /** Taken in for later work; `data` lets `findBySku` ask what became of it. */
  | { readonly kind: 'accepted'; readonly data: JsonObject }
  /** The seller must change something. */
  | { readonly kind: 'rejected'; readonly reasons: readonly Rejection[] }
  /** What we thought on sale was sold or ended there; offered again only after orders were heard of. `remote`: what is left. */
  | { readonly kind: 'lost'; readonly remote?: RemoteListing }
  | Failure
export type Withdrawal =
  /** The vendor has accepted it. `remote` is what remains to be revived; undefined when nothing is left and nothing is still under way. */
  | { readonly kind: 'withdrawn'; readonly remote: RemoteListing | undefined }
  | { readonly kind: 'rejected'; readonly reasons: readonly Rejection[] }
  | Failure
export type Finding =
  | { readonly kind: 'found'; readonly remote: RemoteListing; readonly state: RemoteState }
  | { readonly kind: 'absent' }
  /** The vendor looked at it later and said no: the seller must change something. */
  | { readonly kind: 'rejected'; readonly reasons: readonly Rejection[] }
  /** Ask again soon; `data` replaces what the trace carries, so that the vendor's work is not begun twice. */
  | { readonly kind: 'not-yet'; readonly data?: JsonObject }
export type RemoteState =
  | { readonly kind: 'on-sale'; readonly priceMinor: number; readonly quantity: number }
  /** The vendor still works on what it was told: no proof yet, ask again soon. */
  | { readonly kind: 'settling' }
  /** Exists but nobody can buy it (draft, hidden, quantity 0). */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'sold' }
  | { readonly kind: 'absent' }

declare module '#platform/cx' {
  interface Outside {
    connectors: Readonly<Record<string, ConnectorMaker>>
  }
}
