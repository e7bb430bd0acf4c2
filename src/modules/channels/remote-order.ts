import type { JsonObject } from './listing.ts'
import type { Failure, Rejection } from './rejection.ts'

export type OrdersCursor = { readonly since: string }
export type RemoteOrderState = 'placed' | 'paid' | 'sent' | 'cancelled'
export type RemoteOrder = {
  readonly externalId: string
  readonly state: RemoteOrderState
  /** The vendor waits for us to accept or refuse it; until then the buyer's address may be missing. */
  readonly isAwaitingDecision: boolean
  /** The vendor's own word for the state, kept for people. */
  readonly remoteState: string
  readonly placedAt: Date
  /** When the vendor last touched it, where it says so: between two reports of one state the later wins. */
  readonly changedAt?: Date | undefined
  readonly buyer: { readonly externalId: string; readonly name: string; readonly email: string | undefined }
  readonly address: RemoteAddress
  readonly lines: readonly RemoteOrderLine[]
  readonly deliveryMinor: number
  readonly note: string
}
export type RemoteAddress = {
  readonly name: string
  readonly line1: string
  readonly line2: string
  readonly postalCode: string
  readonly city: string
  readonly country: string
  readonly phone: string
  /** True when the vendor gave one block of text that we cut ourselves: a person should look before posting. */
  readonly isGuessed: boolean
}
export type RemoteOrderLine = {
  readonly externalId: string
  readonly remoteId: string | undefined
  readonly sku: string | undefined
  readonly title: string
  readonly quantity: number
  readonly unitPriceMinor: number
}

/** Why the seller cannot keep a sale; the connector translates it into the vendor's own reason code. */
export type CancelReason = 'out-of-stock' | 'buyer-asked' | 'undeliverable'

/** `lineIds`: the lines that cannot be served. A vendor that only knows whole orders rejects a part with `partial-cancellation`. */
export type Cancellation = {
  readonly reason: CancelReason
  readonly lineIds: readonly string[]
  /** What the buyer is told where the vendor has a place for it, already in the buyer's language. */
  readonly message: string
}
/** Every line is decided: those not accepted are refused. */
export type Decision = { readonly acceptedLineIds: readonly string[] }
/** `carrier` in our words (`colissimo`, `mondial-relay`, `lettre-suivie` …); a parcel without tracking has no number. */
export type Parcel = {
  readonly carrier: string
  readonly trackingNumber: string | undefined
  readonly trackingUrl: string | undefined
}
/** `done` also when the vendor says that it was so already: commands are repeated after a lost answer. */
export type CommandAnswer =
  | { readonly kind: 'done' }
  /** The vendor says no for good; a person must look. */
  | { readonly kind: 'rejected'; readonly reasons: readonly Rejection[] }
  | Failure

/** What a seller may do to an order there. A vendor without a step has no such call. */
export type OrderCommands = {
  decideOrder?(order: RemoteOrder, decision: Decision): Promise<CommandAnswer>
  cancelOrder?(order: RemoteOrder, cancellation: Cancellation): Promise<CommandAnswer>
  shipOrder?(order: RemoteOrder, parcel: Parcel): Promise<CommandAnswer>
}

/** What the vendor pushed, as it arrived. Signatures cover the raw body. */
export type InboundRequest = {
  readonly method: 'GET' | 'POST'
  /** Our public address without the query, exactly as the vendor was told it. */
  readonly address: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Headers
  readonly body: string
}

/** What a push turned out to be. Only `event` is believed; all its orders go through the same door as polled ones. */
export type Notice =
  | { readonly kind: 'refused'; readonly why: 'signature' | 'stale' | 'malformed'; readonly message: string }
  /** The vendor tests our address and wants this answer. */
  | { readonly kind: 'challenge'; readonly body: string; readonly contentType: string }
  | {
      readonly kind: 'event'
      /** Unique at the vendor: the second event of this id is ignored. */
      readonly eventId: string
      readonly topic: string
      readonly occurredAt: Date
      /** Complete orders that the push carried or that the connector fetched for it. */
      readonly orders: readonly RemoteOrder[]
      /** The push only says that something was sold: poll now. */
      readonly isPollDue: boolean
      /** Listings that changed there without us: read these back. */
      readonly remoteIds: readonly string[]
      /** Members who left the marketplace, by its own ids of buyers: what we keep of them must go. */
      readonly departedBuyers?: readonly string[]
    }

/** A vendor that pushes. `subscribe` may be repeated; what it answers is merged into settings and credentials. */
export type Notifications = {
  subscribe(address: string): Promise<{ settings: JsonObject; credentials: JsonObject }>
  read(request: InboundRequest): Promise<Notice>
}

/** How the vendor judges the seller. Rates in basis points (100 = 1 %); `limit` is where the vendor punishes. */
export type SellerStanding = {
  readonly level: string
  readonly measures: readonly { name: string; valueBasisPoints: number; limitBasisPoints: number; count: number }[]
}
