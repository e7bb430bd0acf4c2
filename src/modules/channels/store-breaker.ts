import type { AccountId } from '#kernel/ids'
import { type Cx, inTransaction } from '#platform/cx'
import { sql } from '#platform/db'
import { type Breaker, outagesMax, probeMs, refusalsMax } from './breaker.ts'
import type { JsonObject } from './listing.ts'
import { retryAllNow } from './store.ts'

export async function readBreaker(cx: Cx, accountId: AccountId): Promise<Breaker | undefined> {
  const { rows } = await sql<Breaker>`
    select breaker, failures, blocked_until from channel_accounts where id = ${accountId}`.execute(cx.db)
  return rows[0]
}

/** Of all calls that would like to probe an open breaker one wins; a probe that dies is followed by another. */
export async function takeProbe(cx: Cx, accountId: AccountId): Promise<boolean> {
  const until = new Date(cx.now().getTime() + probeMs)
  const taken = await sql`
    update channel_accounts set blocked_until = ${until}
    where id = ${accountId} and breaker = 'open' and (blocked_until is null or blocked_until <= ${cx.now()}) returning id`.execute(
    cx.db,
  )
  return taken.rows.length > 0
}

/** The probe asked nothing after all. */
export async function giveProbeBack(cx: Cx, accountId: AccountId): Promise<void> {
  await sql`
    update channel_accounts set blocked_until = ${cx.now()} where id = ${accountId} and breaker = 'open'`.execute(cx.db)
}

/** The vendor answered: business as usual, and what an open breaker held up is tried at once. */
export const closeBreaker = (cx: Cx, accountId: AccountId): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const { rows } = await sql<{ wasClosed: boolean }>`
      with before as (select id, breaker = 'closed' as was_closed from channel_accounts where id = ${accountId} for update)
      update channel_accounts a set breaker = 'closed', breaker_since = null, blocked_until = null, failures = 0, last_error = null
      from before b where a.id = b.id returning b.was_closed`.execute(tx.db)
    if (rows[0] && !rows[0].wasClosed) await retryAllNow(tx, accountId)
  })

/** The vendor is out of reach or asks for a pause: nothing is asked before `until`. */
export async function noteOutage(
  cx: Cx,
  accountId: AccountId,
  outage: { until: Date; message: string },
): Promise<void> {
  const now = cx.now()
  await sql`
    update channel_accounts set failures = failures + 1, blocked_until = ${outage.until},
      breaker = case when breaker = 'closed' and failures + 1 >= ${outagesMax} then 'open' else breaker end,
      breaker_since = case when breaker = 'closed' and failures + 1 >= ${outagesMax} then ${now}::timestamptz else breaker_since end,
      last_error = ${errorOf(cx, 'outage', outage.message)}::jsonb, last_error_at = ${now}
    where id = ${accountId}`.execute(cx.db)
}

/** The second refusal in a row stops the account until a person connects it again; other accounts go on. */
export async function noteRefusal(
  cx: Cx,
  accountId: AccountId,
  refusal: { until: Date; message: string },
): Promise<void> {
  const now = cx.now()
  const isBelieved = sql`last_error ->> 'code' = 'credentials-refused' and failures + 1 >= ${refusalsMax}`
  await sql`
    update channel_accounts set failures = failures + 1, blocked_until = ${refusal.until},
      breaker = case when ${isBelieved} then 'refused' else breaker end,
      breaker_since = case when ${isBelieved} and breaker <> 'refused' then ${now}::timestamptz else breaker_since end,
      last_error = ${errorOf(cx, 'credentials-refused', refusal.message)}::jsonb, last_error_at = ${now}
    where id = ${accountId}`.execute(cx.db)
}

const errorOf = (cx: Cx, code: string, message: string): string =>
  JSON.stringify({ code, message, at: cx.now().toISOString() } satisfies JsonObject)
