import type { Db } from '#platform/db'
import type { Log } from '#platform/log'

/** Who acts. `id` is what audit columns store, e.g. `user:…`, `token:…`, `buyer:shop`, `channel:<account id>`, `system`. */
export type Actor = {
  readonly id: string
  readonly name: string
  readonly permissions: ReadonlySet<string>
}

/**
 * Other people's machines and the file store, built once in `src/app/outside.ts`; modules add their entries by
 * declaration merging, tests hand in sandboxes.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Outside {}

/** The first argument of every use case: who acts, on which database, at what time, and where to log. */
export type Cx = {
  readonly actor: Actor
  readonly db: Db
  readonly now: () => Date
  readonly log: Log
  readonly outside: Outside
}

/** A Cx whose `db` is an open transaction. Made only by `inTransaction`. */
export type Tx = Cx & { readonly isInTransaction: true }
export type MaybeTx = Cx & { readonly isInTransaction?: true }

/**
 * Runs `work` in one transaction; called with a Tx it joins the open one, so use cases compose.
 * Any throw rolls everything back.
 */
export async function inTransaction<T>(cx: MaybeTx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (cx.isInTransaction) return work({ ...cx, isInTransaction: true })
  return cx.db.transaction().execute((trx) => work({ ...cx, db: trx, isInTransaction: true }))
}

export const systemActor: Actor = { id: 'system', name: 'Étal', permissions: new Set(['*']) }
