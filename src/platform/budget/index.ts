import { createHash } from 'node:crypto'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

/** `keep` tokens stay in the bucket for takers who ask without it: urgent requests never queue behind ordinary ones. */
export type Budget = { readonly perMinute: number; readonly burst: number; readonly keep?: number }
export type BudgetAnswer = { readonly granted: true } | { readonly granted: false; readonly retryAfterMs: number }

/**
 * Takes one token from a bucket that all processes share. One statement: the row lock orders the takers, and a
 * refused attempt costs nothing.
 */
export async function takeFromBudget(cx: Pick<Cx, 'db' | 'now'>, key: string, budget: Budget): Promise<BudgetAnswer> {
  const now = cx.now()
  const perSecond = budget.perMinute / 60
  const needed = 1 + (budget.keep ?? 0)
  const filled = sql<number>`least(${budget.burst}::float8, rate_budgets.tokens + greatest(0, extract(epoch from ${now}::timestamptz - rate_budgets.refilled_at)) * ${perSecond}::float8)`
  const taken = await sql<{ tokens: number }>`
    insert into rate_budgets (key, tokens, refilled_at) values (${key}, ${budget.burst}::float8 - 1, ${now})
    on conflict (key) do update set tokens = ${filled} - 1, refilled_at = ${now} where ${filled} >= ${needed}
    returning tokens`.execute(cx.db)
  if (taken.rows.length > 0) return { granted: true }

  const left = await sql<{ tokens: number }>`select ${filled} as tokens from rate_budgets where key = ${key}`.execute(
    cx.db,
  )
  const missing = needed - (left.rows[0]?.tokens ?? 0)
  return { granted: false, retryAfterMs: Math.max(1, Math.ceil((missing / perSecond) * 1000)) }
}

/** An e-mail address as part of a key: budgets outlive an erasure, so they count addresses without holding them. */
export const budgetNameOf = (email: string): string =>
  createHash('sha256').update(email.toLowerCase()).digest('base64url')
