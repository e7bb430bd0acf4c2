import type { AccountId, UnitId } from '#kernel/ids'
import { availability } from '#modules/stock'
import type { Cx } from '#platform/cx'
import type { HoldId, Light, ListingFacts, Verdict } from './hold.ts'
import { type AccountFacts, judge, worstOf } from './judge.ts'
import { variantsOfHeld } from './queries.ts'
import { type AccountRow, accountRows, listingFacts } from './queries-proof.ts'

/** One place of sale: how many of the held copies are proven absent, and what stands in the way. */
export type AccountLight = {
  readonly accountId: AccountId
  readonly channel: string
  readonly label: string
  readonly light: Light
  readonly copyCount: number
  readonly provenCount: number
  /** Ads a person must take down and tick off. */
  readonly byHandCount: number
  readonly obstacle: Extract<Verdict, { kind: 'in-the-way' }> | null
}

export type HoldLight = {
  readonly light: Light
  readonly accounts: readonly AccountLight[]
  /** For each held copy, the verdict of each account. */
  readonly verdicts: ReadonlyMap<UnitId, ReadonlyMap<AccountId, Verdict>>
}

/**
 * The light of a hold at this moment, from claims, listings and what vendors answered. Our own shop needs no reading: a
 * cart asks for the claim itself, and that is ours.
 */
export async function lightOf(cx: Cx, holdId: HoldId): Promise<HoldLight> {
  const variantsOf = await variantsOfHeld(cx, holdId)
  if (variantsOf.size === 0) return { light: 'off', accounts: [], verdicts: new Map() }
  const accounts = await accountRows(cx)
  const judged = await judgeAll(cx, await listingFacts(cx, holdId), accounts)
  const verdicts = new Map(
    [...variantsOf].map(([unitId, variantIds]) => {
      const ofAccount = ({ id }: AccountRow) =>
        worstOf(variantIds.flatMap((variantId) => judged.get(`${id} ${variantId}`) ?? []))
      return [unitId, new Map(accounts.map((account) => [account.id, ofAccount(account)]))] as const
    }),
  )
  const lights = accounts.map((account) =>
    accountLight(
      account,
      [...verdicts.values()].flatMap((ofUnit) => ofUnit.get(account.id) ?? []),
    ),
  )
  return { light: worstLight(lights.map(({ light }) => light)), accounts: lights, verdicts }
}

async function judgeAll(
  cx: Cx,
  facts: readonly ListingFacts[],
  accounts: readonly AccountRow[],
): Promise<Map<string, Verdict>> {
  const free = await availability(cx, [...new Set(facts.map(({ variantId }) => variantId))])
  const accountFacts = new Map(accounts.map((account) => [account.id, factsOf(cx, account)]))
  return new Map(
    facts.flatMap((fact) => {
      const account = accountFacts.get(fact.accountId)
      const freeCount = free.get(fact.variantId)?.freeCount ?? 0
      return account
        ? [[`${fact.accountId} ${fact.variantId}`, judge(fact, { account, freeCount, now: cx.now() })] as const]
        : []
    }),
  )
}

function factsOf(cx: Cx, { channel, failures, blockedUntil, lastError }: AccountRow): AccountFacts {
  const isOut = failures > 0 || (blockedUntil !== null && blockedUntil > cx.now())
  return {
    isByHand: cx.outside.byHand?.[channel] !== undefined,
    outage: isOut ? { message: lastError?.message ?? '', nextTryAt: blockedUntil } : null,
  }
}

function accountLight({ id, channel, label }: AccountRow, verdicts: readonly Verdict[]): AccountLight {
  const worst = worstOf(verdicts)
  return {
    accountId: id,
    channel,
    label,
    light: lights[worst.kind],
    copyCount: verdicts.length,
    provenCount: verdicts.filter(({ kind }) => kind === 'proven').length,
    byHandCount: verdicts.filter((verdict) => verdict.kind === 'under-way' && verdict.why === 'by-hand').length,
    obstacle: worst.kind === 'in-the-way' ? worst : null,
  }
}

const lights = { proven: 'green', 'under-way': 'amber', 'in-the-way': 'red' } as const
const badness = { off: 0, green: 1, amber: 2, red: 3 } as const

const worstLight = (all: readonly Light[]): Light =>
  all.reduce<Light>((worst, light) => (badness[light] > badness[worst] ? light : worst), 'green')
