import { refuse } from '#kernel/refusal'
import { takeFromBudget } from '#platform/budget'
import type { Cx } from '#platform/cx'

/** Refuses `request.too-many`. */
export async function takeTurn(cx: Cx, key: string, budget: { perMinute: number; burst: number }): Promise<void> {
  const taken = await takeFromBudget(cx, key, budget)
  if (!taken.granted) refuse('request.too-many', { retryAfterMs: taken.retryAfterMs })
}
