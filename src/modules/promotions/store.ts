import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { type Names, normalCode, type Promotion } from './promotion.ts'

export type PromotionWish = Pick<
  Promotion,
  'effect' | 'scope' | 'terms' | 'stacking' | 'priority' | 'startsAt' | 'endsAt' | 'usesMax'
> & {
  readonly names: Names
  readonly code: string | null
  /** Null: a campaign of its own. */
  readonly campaign: string | null
}

export const codeOf = ({ code }: Pick<PromotionWish, 'code'>): string | null =>
  code === null || code.trim() === '' ? null : normalCode(code)

export async function insertPromotion(tx: Tx, id: string, wish: PromotionWish): Promise<void> {
  await sql`
    insert into promotions (id, name_fr, name_en, code, campaign, effect, scope, terms, stacking, priority, state, starts_at, ends_at, uses_max,
      created_at, updated_at, updated_by)
    values (${id}, ${wish.names.fr}, ${wish.names.en}, ${codeOf(wish)}, ${wish.campaign ?? id}, ${JSON.stringify(wish.effect)}::jsonb,
      ${JSON.stringify(wish.scope)}::jsonb, ${JSON.stringify(wish.terms)}::jsonb, ${wish.stacking}, ${wish.priority}, 'draft', ${wish.startsAt},
      ${wish.endsAt}, ${wish.usesMax}, ${tx.now()}, ${tx.now()}, ${tx.actor.id})`.execute(tx.db)
}

/** False when somebody has saved since. */
export async function updatePromotion(
  tx: Tx,
  promotionId: string,
  { version, ...wish }: PromotionWish & { version: number },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update promotions p set name_fr = ${wish.names.fr}, name_en = ${wish.names.en}, code = ${codeOf(wish)}, campaign = ${wish.campaign ?? promotionId},
      effect = ${JSON.stringify(wish.effect)}::jsonb, scope = ${JSON.stringify(wish.scope)}::jsonb, terms = ${JSON.stringify(wish.terms)}::jsonb,
      stacking = ${wish.stacking}, priority = ${wish.priority}, starts_at = ${wish.startsAt}, ends_at = ${wish.endsAt},
      uses_count = (select count(*) from promotion_uses u where u.promotion_id = p.id and u.released_at is null),
      uses_max = greatest(${wish.usesMax}::int, case when ${wish.usesMax}::int is null then null else
        (select count(*)::int from promotion_uses u where u.promotion_id = p.id and u.released_at is null) end),
      version = version + 1, started_told = false, ended_told = false, updated_at = ${tx.now()}, updated_by = ${tx.actor.id}
    where id = ${promotionId} and version = ${version} returning id`.execute(tx.db)
  return rows.length > 0
}

export async function movePromotionRow(tx: Tx, promotionId: string, to: 'active' | 'paused'): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update promotions set state = ${to}, version = version + 1, started_told = false, ended_told = false, updated_at = ${tx.now()}, updated_by = ${tx.actor.id}
    where id = ${promotionId} and state <> ${to} returning id`.execute(tx.db)
  return rows.length > 0
}

export async function insertChange(tx: Tx, promotionId: string, what: string, data: object): Promise<void> {
  await sql`
    insert into promotion_changes (promotion_id, what, data, at, actor)
    values (${promotionId}, ${what}, ${JSON.stringify(data)}::jsonb, ${tx.now()}, ${tx.actor.id})`.execute(tx.db)
}

/** One saver at a time per code, so that the second sees the first. */
export async function isCodeTaken(tx: Tx, code: string, byOtherThan: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${code}, 25))`.execute(tx.db)
  const { rows } = await sql`select 1 from promotions where code = ${code} and id <> ${byOtherThan}`.execute(tx.db)
  return rows.length > 0
}

/** What was promised until now ends now; what was not promised yet never was. */
export async function endPeriods(tx: Tx, promotionId: string): Promise<void> {
  const now = tx.now()
  await sql`delete from promotion_periods where promotion_id = ${promotionId} and from_at > ${now}`.execute(tx.db)
  await sql`
    update promotion_periods set until_at = ${now} where promotion_id = ${promotionId} and coalesce(until_at, 'infinity') > ${now}`.execute(
    tx.db,
  )
}

export async function insertPeriod(tx: Tx, promotion: Promotion): Promise<void> {
  const { id, campaign, effect, scope, startsAt, endsAt } = promotion
  await sql`
    insert into promotion_periods (promotion_id, campaign, effect, scope, from_at, until_at)
    values (${id}, ${campaign}, ${JSON.stringify(effect)}::jsonb, ${JSON.stringify(scope)}::jsonb,
      ${startsAt && startsAt > tx.now() ? startsAt : tx.now()}, ${endsAt})`.execute(tx.db)
}

/** Marks what has begun or ended since the last look, and says how many. */
export async function markTurned(tx: Tx): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update promotions set started_told = coalesce(starts_at, '-infinity') <= ${tx.now()}, ended_told = coalesce(ends_at, 'infinity') <= ${tx.now()}
    where state = 'active' and ((not started_told and coalesce(starts_at, '-infinity') <= ${tx.now()}) or (not ended_told and ends_at <= ${tx.now()}))
    returning id`.execute(tx.db)
  return rows.length
}
