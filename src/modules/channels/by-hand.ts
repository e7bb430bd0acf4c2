import type { AccountId, ListingId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { getVariantFacts } from '#modules/catalog'
import { type Cx, inTransaction } from '#platform/cx'
import type { ConnectorLimits, RemoteState, WantedListing } from './connector.ts'
import { deriveAll } from './derive.ts'
import { limitsOf } from './lane.ts'
import type { Account } from './listing.ts'
import { type Moment, type Plan, publicationOutcome, settledOutcome, withdrawalOutcome } from './outcomes.ts'
import { nextStep } from './plan.ts'
import { findListing, getAccount, listByHand } from './queries.ts'
import { saveOutcomes, saveProofs } from './store.ts'
import type { WithheldReason } from './wanted.ts'
import { listingTitle } from './wording.ts'

/** A marketplace without an interface for sellers of our size: a person is the lane, the rules are the same. */
export type ByHandChannel = {
  readonly name: string
  readonly label: string
  readonly limits: ConnectorLimits
  /** Where a person posts an ad. */
  readonly postAddress: string
  /** How its mails are told from others, and its sales from its other news; lower case, without accents. */
  readonly habits: { readonly senders: readonly string[]; readonly saleWords: readonly string[] }
}

declare module '#platform/cx' {
  interface Outside {
    /** Left out where nothing is sold by hand, as in most tests. */
    byHand?: Readonly<Record<string, ByHandChannel>>
  }
}

/** What a person must do there now, most urgent first: ads of what is no longer free come down before anything else. */
export type Errand = {
  readonly listingId: ListingId
  readonly variantId: VariantId
  readonly sku: string
  /** As buyers read it there, or would. */
  readonly title: string
  readonly step: 'take-down' | 'post' | 'change'
  /** What the ad must say; missing when it must go. */
  readonly wanted?: WantedListing
  /** Names exactly this text and price, so that a tick says what was really done. */
  readonly fingerprint: string
  readonly reason?: WithheldReason
  /** The ad that stands there. */
  readonly remoteId?: string
  readonly since: Date
}

/** `fingerprint` is the errand's: what the person saw when doing it. `remoteId`: the ad's address, where known. */
export type Done =
  | { readonly kind: 'posted' | 'changed'; readonly fingerprint: string; readonly remoteId?: string | undefined }
  | { readonly kind: 'taken-down' }

const urgentMax = 500
/** Nobody posts more in one sitting; the next come up as these are ticked. */
const postsMax = 30

async function plansOf(cx: Cx, account: Account): Promise<Plan[]> {
  const limits = limitsOf(cx, account.channel)
  const rows = [
    ...(await listByHand(cx, account.id, { isStanding: true, limit: urgentMax })),
    ...(account.state === 'paused' ? [] : await listByHand(cx, account.id, { isStanding: false, limit: postsMax })),
  ]
  const wanted = await deriveAll(cx, account, { limits, variantIds: rows.map((row) => row.variantId) })
  return rows.flatMap((row) => {
    const wish = wanted.get(row.variantId)
    return wish ? [{ row, wanted: wish, step: nextStep(row, wish) }] : []
  })
}

/**
 * The checklist of an account: ads to take down, then to change, then the dearest pieces still to be posted. What turns
 * out to be as it should be is settled on the way, so that the next ask finds others in its place.
 */
export async function listErrands(cx: Cx, accountId: AccountId): Promise<Errand[]> {
  const account = await getAccount(cx, accountId)
  if (!isByHand(cx, account.channel)) refuse('channels.not-by-hand', { channel: account.channel })
  const plans = await plansOf(cx, account)
  const done = plans.filter(({ step }) => step === 'settle').map((plan) => settledOutcome(plan, momentOf(cx)))
  await inTransaction(cx, (tx) => saveOutcomes(tx, accountId, done))
  const titles = await titlesOf(cx, plans)
  return plans
    .flatMap((plan) => errandOf(plan, titles.get(plan.row.variantId) ?? plan.row.sku) ?? [])
    .toSorted((a, b) => rank[a.step] - rank[b.step])
}

async function titlesOf(cx: Cx, plans: readonly Plan[]): Promise<Map<VariantId, string>> {
  const facts = await getVariantFacts(
    cx,
    plans.map(({ row }) => row.variantId),
  )
  return new Map(facts.map((variant) => [variant.id, listingTitle(variant, titleCharsMax)]))
}

const titleCharsMax = 120
const rank = { 'take-down': 0, change: 1, post: 2 } as const

function errandOf({ row, wanted, step }: Plan, title: string): Errand | undefined {
  const facts = { listingId: row.id, variantId: row.variantId, sku: row.sku, title, since: row.wantedAt }
  const standing = row.remoteId === null ? {} : { remoteId: row.remoteId }
  if (step === 'withdraw' && wanted.kind === 'withheld') {
    // A visitor's cart is over in minutes; nobody is sent to take an ad down and put it up again for that.
    if (wanted.reason === 'held') return undefined
    return { ...facts, ...standing, step: 'take-down', fingerprint: '', reason: wanted.reason }
  }
  if ((step !== 'create' && step !== 'revise') || wanted.kind !== 'published') return undefined
  const { listing, fingerprint } = wanted
  return { ...facts, ...standing, step: step === 'create' ? 'post' : 'change', wanted: listing, fingerprint }
}

/**
 * A person says what was done there; that tick is the proof. Done to an older text than the one wanted now, it is
 * recorded as done and the errand stays; done to a copy that was sold meanwhile, the next errand takes the ad down.
 * Refuses `channels.listing-not-found` and `channels.not-by-hand`.
 */
export const recordErrand = (cx: Cx, listingId: ListingId, done: Done): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const { account, plan } = await findPlan(tx, listingId)
    const moment = momentOf(tx)
    const { row } = plan
    if (done.kind === 'taken-down') {
      await saveOutcomes(tx, account.id, [withdrawalOutcome(plan, { kind: 'withdrawn', remote: undefined }, moment)])
      return saveProofs(tx, [proof(row.id, row.wantedSeq, { kind: 'absent' })])
    }
    const remote = { id: done.remoteId ?? row.remoteId ?? `${row.sku}-${row.wantedSeq}`, sku: row.sku, data: {} }
    const live = publicationOutcome(plan, { kind: 'live', remote }, moment)
    const isCurrent = plan.wanted.kind === 'published' && plan.wanted.fingerprint === done.fingerprint
    await saveOutcomes(tx, account.id, [
      { ...live, state: 'live', isSettled: isCurrent, sentFingerprint: done.fingerprint },
    ])
    if (isCurrent && plan.wanted.kind === 'published') {
      const { priceMinor, quantity } = plan.wanted.listing
      await saveProofs(tx, [proof(row.id, row.wantedSeq, { kind: 'on-sale', priceMinor, quantity })])
    }
  })

/** What the ad of this listing must say now; undefined while it must not be there. */
export async function wantedByHand(cx: Cx, listingId: ListingId): Promise<WantedListing | undefined> {
  const { plan } = await findPlan(cx, listingId)
  return plan.wanted.kind === 'published' ? plan.wanted.listing : undefined
}

async function findPlan(cx: Cx, listingId: ListingId): Promise<{ account: Account; plan: Plan }> {
  const row = (await findListing(cx, listingId)) ?? refuse('channels.listing-not-found', { listingId })
  const account = await getAccount(cx, row.accountId)
  if (!isByHand(cx, account.channel)) refuse('channels.not-by-hand', { channel: account.channel })
  const limits = limitsOf(cx, account.channel)
  const wanted = (await deriveAll(cx, account, { limits, variantIds: [row.variantId] })).get(row.variantId)
  if (!wanted) return refuse('channels.listing-not-found', { listingId })
  return { account, plan: { row, wanted, step: nextStep(row, wanted) } }
}

export const isByHand = (cx: Cx, channel: string): boolean => cx.outside.byHand?.[channel] !== undefined

const proof = (id: ListingId, seq: number, state: RemoteState) => ({
  id,
  seq,
  state,
  differs: 0,
  isToBeSentAgain: false,
})

/** Nothing here is tried again by the clock, so chance has no say. */
const momentOf = (cx: Cx): Moment => ({ now: cx.now(), random: () => 0.5 })
