import { createHash } from 'node:crypto'
import { type CustomerId, newId } from '#kernel/ids'
import type { Kept } from '#modules/customers'
import type { Tx } from '#platform/cx'

type NewErasure = {
  readonly customerId: CustomerId | null
  readonly emails: readonly string[]
  readonly because: string
  readonly kept: readonly Kept[]
}

/** Who had what erased and why, and what stayed. The addresses themselves are gone: a hash answers "was this one erased?". */
export async function insertErasure(tx: Tx, { customerId, emails, because, kept }: NewErasure): Promise<void> {
  await tx.db
    .insertInto('erasures')
    .values({
      id: newId(tx.now()),
      customerId,
      emailHashes: emails.map((email) => createHash('sha256').update(email).digest('hex')),
      because,
      kept: JSON.stringify(kept),
      at: tx.now(),
      actor: tx.actor.id,
    })
    .execute()
}
