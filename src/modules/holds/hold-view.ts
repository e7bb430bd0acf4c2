import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import type { HoldCopy, HoldId, Light, Verdict } from './hold.ts'
import { type AccountLight, type HoldLight, lightOf } from './light.ts'
import { copiesOf, eventsOf, findHold, type HoldEventRow, type HoldRow, listHolds } from './queries.ts'

/** How one copy stands on one account, in a word. */
export const markKinds = ['proven', 'under-way', 'by-hand', 'in-the-way'] as const
export type Mark = (typeof markKinds)[number]
type MarkedCopy = HoldCopy & { readonly marks: Readonly<Record<string, Mark>> }

export type HoldView = HoldRow & {
  readonly light: Light
  readonly accounts: readonly AccountLight[]
  readonly copies: readonly MarkedCopy[]
  readonly events: readonly HoldEventRow[]
}

/** A hold with its light, place by place and copy by copy. Refuses `holds.not-found`. */
export async function getHold(cx: Cx, holdId: HoldId): Promise<HoldView> {
  const hold = (await findHold(cx, holdId)) ?? refuse('holds.not-found', { holdId })
  const { light, accounts, verdicts } = await lightOf(cx, holdId)
  const copies = await copiesOf(cx, holdId)
  return {
    ...hold,
    light,
    accounts,
    copies: copies.map((copy) => ({ ...copy, marks: marksOf(verdicts, copy) })),
    events: await eventsOf(cx, holdId),
  }
}

const marksOf = (verdicts: HoldLight['verdicts'], { unitId }: HoldCopy): Record<string, Mark> =>
  Object.fromEntries([...(verdicts.get(unitId) ?? [])].map(([accountId, verdict]) => [accountId, markOf(verdict)]))

const markOf = (verdict: Verdict): Mark =>
  verdict.kind === 'under-way' && verdict.why === 'by-hand' ? 'by-hand' : verdict.kind

/** The holds that hold something, or those that are over, newest first, each with its light. */
export async function getHolds(cx: Cx, wish: { isOpen: boolean }): Promise<(HoldRow & { light: Light })[]> {
  const holds: (HoldRow & { light: Light })[] = []
  for (const hold of await listHolds(cx, wish)) {
    holds.push({ ...hold, light: wish.isOpen ? (await lightOf(cx, hold.id)).light : 'off' })
  }
  return holds
}
