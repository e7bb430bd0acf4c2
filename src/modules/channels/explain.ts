import type { AccountId, ListingId, VariantId } from '#kernel/ids'
import type { Fault } from '#modules/stock'
import type { Cx } from '#platform/cx'
import { hasText, type Lang, translate } from '#platform/i18n'
import { deriveAll } from './derive.ts'
import type { Exchange } from './exchange.ts'
import { type Hindrance, hindranceOf } from './hindrance.ts'
import { limitsOf } from './lane.ts'
import type { Account, ListingError, ListingState } from './listing.ts'
import { allAccounts } from './queries.ts'
import { type ExplainedRow, type ListingEventView, listingsOfVariant, soldButLive } from './queries-screens.ts'
import type { Wanted } from './wanted.ts'

export type Explanation = {
  readonly listingId: ListingId
  readonly accountId: AccountId
  readonly channel: string
  readonly account: string
  readonly state: ListingState
  readonly isOnSale: boolean
  /** The rule that decides, e.g. `no-grade`, and its words with what to do about it. */
  readonly reason: string
  readonly text: string
  readonly remoteId: string | null
  readonly priceMinor: number | null
  readonly nextTryAt: Date | null
  /** What stands between the wish and the vendor, when something does. */
  readonly hindrance: (Hindrance & { readonly text: string }) | null
  readonly lastExchange: Exchange | null
  readonly lastError: (ListingError & { readonly text: string }) | null
  readonly proofAt: Date | null
  /** What the vendor showed when it was last read back. */
  readonly proof: string | null
  readonly events: readonly (ListingEventView & { readonly text: string })[]
}

/** Why a variant is, or is not, on sale on each account: the rule, the last requests and answers, the next try. */
export async function explainListing(cx: Cx, variantId: VariantId, lang: Lang): Promise<Explanation[]> {
  const accounts = new Map((await allAccounts(cx)).map((account) => [account.id, account]))
  const explanations: Explanation[] = []
  for (const row of await listingsOfVariant(cx, variantId)) {
    const account = accounts.get(row.accountId)
    if (!account) continue
    const limits = limitsOf(cx, account.channel)
    const wanted = (await deriveAll(cx, account, { limits, variantIds: [variantId] })).get(variantId)
    if (wanted) explanations.push(explain(row, { wanted, lang, account, now: cx.now() }))
  }
  return explanations
}

type Setting = { readonly wanted: Wanted; readonly lang: Lang; readonly account: Account; readonly now: Date }

function explain(row: ExplainedRow, { wanted, lang, account, now }: Setting): Explanation {
  const reason = reasonOf(row, wanted)
  return {
    listingId: row.id,
    accountId: row.accountId,
    channel: account.channel,
    account: account.label,
    state: row.state,
    isOnSale: row.state === 'live',
    reason,
    text: translate(lang, `channels:reasons.${reason}`),
    remoteId: row.remoteId,
    priceMinor: wanted.kind === 'published' ? wanted.listing.priceMinor : null,
    nextTryAt: row.isPending ? row.nextTryAt : null,
    hindrance: hindranceInWords(hindranceOf(row, account, now), lang),
    lastExchange: row.lastExchange,
    lastError: errorInWords(row.lastError, lang),
    proof: row.proof?.state?.kind ?? null,
    proofAt: row.proofAt,
    events: row.events.map((event) => ({ ...event, text: translate(lang, `channels:events.${event.what}`) })),
  }
}

const hindranceInWords = (hindrance: Hindrance | null, lang: Lang) =>
  hindrance && {
    ...hindrance,
    text: translate(lang, `channels:hindrances.${hindrance.code}`, { operation: hindrance.operation ?? '' }),
  }

function reasonOf(row: ExplainedRow, wanted: Wanted): string {
  if (wanted.kind !== 'published') return wanted.reason
  if (row.state === 'rejected') return 'rejected'
  if (row.creatingSince && row.remoteId === null) return 'looking-up'
  return row.isPending || row.state !== 'live' ? 'waiting' : 'live'
}

/** The vendor's words inside ours, with what to do; its own words alone when we have none for the code. */
export function errorInWords(error: ListingError | null, lang: Lang): (ListingError & { text: string }) | null {
  if (!error) return null
  const key = `channels:errors.${error.code}`
  const values = { message: error.message }
  const text = hasText(lang, key) ? translate(lang, key, values) : translate(lang, 'channels:errors.unknown', values)
  return { ...error, text }
}

/** For `etal verify`: a copy that is sold must not stand anywhere as settled and on sale. */
export async function verifyListings(cx: Cx): Promise<Fault[]> {
  return (await soldButLive(cx)).map(({ sku, account }) => ({
    check: 'channels.sold-but-live',
    subject: `${sku} on ${account}`,
    found: 'on sale',
    expected: 'withdrawn',
  }))
}
