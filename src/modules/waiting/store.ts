import type { CartId, VariantId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { WaitingEntryId, WaitingView } from './waiting.ts'

/**
 * Keeps the live claims on a variant's copies as they are until we commit: who sets one free meanwhile waits, and then sees our
 * entry. Claims that have run out can be taken over and are left out.
 */
export async function lockLiveClaims(tx: Tx, variantId: VariantId): Promise<void> {
  await sql`
    select from claims c join units u on u.id = c.unit_id
    where u.variant_id = ${variantId} and c.ended_at is null and (c.expires_at is null or c.expires_at > ${tx.now()})
    order by c.unit_id for share of c`.execute(tx.db)
}

export type NewEntry = {
  readonly id: WaitingEntryId
  readonly variantId: VariantId
  readonly cartId: CartId
  readonly email: string
  readonly lang: string
  readonly token: string
}

/** False when this person has a place already. */
export async function insertEntry(tx: Tx, entry: NewEntry): Promise<boolean> {
  const { rows } = await sql`
    insert into waiting_entries (id, variant_id, cart_id, email, lang, token, state, joined_at, changed_at, changed_by)
    values (${entry.id}, ${entry.variantId}, ${entry.cartId}, ${entry.email}, ${entry.lang}, ${entry.token}, 'waiting', ${tx.now()}, ${tx.now()}, ${tx.actor.id})
    on conflict (variant_id, lower(email)) where state in ('waiting', 'offered') do nothing returning id`.execute(tx.db)
  return rows.length > 0
}

/** False when the entry was not waiting (any more). */
export async function leaveWaiting(tx: Tx, id: WaitingEntryId): Promise<boolean> {
  const { rows } = await sql`
    update waiting_entries set state = 'left', changed_at = ${tx.now()}, changed_by = ${tx.actor.id}
    where id = ${id} and state = 'waiting' returning id`.execute(tx.db)
  return rows.length > 0
}

export async function moveEntries(tx: Tx, { from, to }: { from: CartId; to: CartId }): Promise<void> {
  await sql`update waiting_entries set cart_id = ${to} where cart_id = ${from} and state in ('waiting', 'offered')`.execute(
    tx.db,
  )
}

/** Nobody waits for these any more. */
export async function closeLines(tx: Tx, variantIds: readonly VariantId[]): Promise<void> {
  if (variantIds.length === 0) return
  await sql`
    update waiting_entries set state = 'closed', changed_at = ${tx.now()}, changed_by = ${tx.actor.id}
    where id in (select id from waiting_entries where variant_id = any (${variantIds}::uuid[]) and state = 'waiting' order by position for update)`.execute(
    tx.db,
  )
}

export type Untold = Pick<WaitingView, 'id' | 'variantId' | 'email' | 'lang' | 'token' | 'state' | 'offerEndsAt'>

/** Entries somebody must be written about, marked as told; the mails are queued in the same transaction. */
export async function takeUntold(tx: Tx, entriesMax: number): Promise<Untold[]> {
  const { rows } = await sql<Untold>`
    with untold as (
      select id from waiting_entries where told_state is distinct from state order by position limit ${entriesMax} for update skip locked)
    update waiting_entries e set told_state = e.state from untold where e.id = untold.id
    returning e.id, e.variant_id, e.email, e.lang, e.token, e.state, e.offer_ends_at`.execute(tx.db)
  return rows
}

/** The places stay as numbers of a line; whose they were is gone, and no mail about them is owed. */
export async function forgetWaiting(tx: Tx, emails: readonly string[]): Promise<void> {
  await sql`
    update waiting_entries set email = '', cart_id = null, told_state = state
    where lower(email) = any (${emails}::text[])`.execute(tx.db)
}
