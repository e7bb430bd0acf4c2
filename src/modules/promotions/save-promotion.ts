import { newId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { notifyPurge } from '#platform/outbox'
import { isOffer, type Scope, scopeSchema, type Terms, termsSchema } from './promotion.ts'
import { getPromotion } from './queries.ts'
import { listGroups } from './queries-groups.ts'
import {
  codeOf,
  endPeriods,
  insertChange,
  insertPeriod,
  insertPromotion,
  isCodeTaken,
  movePromotionRow,
  type PromotionWish,
  updatePromotion,
} from './store.ts'

/** What it does, and what it says of itself beyond that: for every piece, for everybody and beside others unless told. */
export type NewPromotion = Pick<PromotionWish, 'names' | 'effect'> &
  Partial<Omit<PromotionWish, 'scope' | 'terms'>> & { readonly scope?: Partial<Scope>; readonly terms?: Partial<Terms> }

const unlessTold = {
  code: null,
  campaign: null,
  stacking: 'stackable',
  priority: 100,
  startsAt: null,
  endsAt: null,
  usesMax: null,
} as const

/** A new promotion is a draft: nobody sees it. Refuses `promotion.code-taken`, `promotion.ends-before-it-starts`, `promotion.group-not-found`. */
export const createPromotion = (cx: MaybeTx, { scope, terms, ...told }: NewPromotion): Promise<string> =>
  inTransaction(cx, async (tx) => {
    const id = newId(tx.now())
    const about = { scope: { ...scopeSchema.parse({}), ...scope }, terms: { ...termsSchema.parse({}), ...terms } }
    const wish: PromotionWish = { ...unlessTold, ...told, ...about }
    await refuseImpossible(tx, id, wish)
    await insertPromotion(tx, id, wish)
    await insertChange(tx, id, 'created', wish)
    return id
  })

/** Saves it as a whole. What was promised until now stays in the price history. Refuses `promotion.stale` as well. */
export const savePromotion = (
  cx: MaybeTx,
  promotionId: string,
  { version, ...wish }: PromotionWish & { version: number },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await refuseImpossible(tx, promotionId, wish)
    if (!(await updatePromotion(tx, promotionId, { version, ...wish }))) await refuseStale(tx, promotionId)
    await insertChange(tx, promotionId, 'saved', wish)
    await promise(tx, promotionId)
  })

/** Lets it run (from its start on), or stops it at once. Repeating it changes nothing. */
export const movePromotion = (cx: MaybeTx, promotionId: string, to: 'active' | 'paused'): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (!(await movePromotionRow(tx, promotionId, to))) return void (await getPromotion(tx, promotionId))
    await insertChange(tx, promotionId, to, {})
    await promise(tx, promotionId)
  })

async function refuseImpossible(tx: Tx, promotionId: string, wish: PromotionWish): Promise<void> {
  if (wish.startsAt && wish.endsAt && wish.endsAt <= wish.startsAt)
    refuse('promotion.ends-before-it-starts', { endsAt: wish.endsAt.toISOString() })
  const code = codeOf(wish)
  if (code !== null) {
    if (await isCodeTaken(tx, code, promotionId)) refuse('promotion.code-taken', { code })
  }
  const groups = await listGroups(tx)
  const missing = wish.terms.groups.find((group) => !groups.some((known) => known.code === group))
  if (missing !== undefined) refuse('promotion.group-not-found', { group: missing })
}

async function refuseStale(tx: Tx, promotionId: string): Promise<never> {
  const { version } = await getPromotion(tx, promotionId)
  return refuse('promotion.stale', { promotionId, version })
}

/** Ends what was promised to everybody until now, begins what is promised from now on, and makes the pages say so. */
async function promise(tx: Tx, promotionId: string): Promise<void> {
  await endPeriods(tx, promotionId)
  const promotion = await getPromotion(tx, promotionId)
  const hasTime = promotion.endsAt === null || promotion.endsAt > tx.now()
  if (promotion.state === 'active' && isOffer(promotion) && hasTime) await insertPeriod(tx, promotion)
  await notifyPurge(tx, everyPage)
}

/** An offer may be on any page that shows a price. */
export const everyPage = ['list', 'product']
