import { toId, type UnitId, type VariantId } from '#kernel/ids'
import { type Cx, systemActor } from '#platform/cx'
import { type Database, migrate, openDatabase, sql, startEmbedded } from '#platform/db'
import { installJobs } from '#platform/jobs'
import { silentLog } from '#platform/log'
import { scratchFolder } from '#support/scratch'

/** A server of its own with its ordinary, durable settings, and a database full of copies. */
export type Arena = {
  readonly cx: Cx
  readonly database: Database
  readonly url: string
  readonly dataDir: string
  close(): Promise<void>
}

export async function openArena({ poolSize, copies }: { poolSize: number; copies: number }): Promise<Arena> {
  const scratch = await scratchFolder('bench')
  const server = await startEmbedded({ dataDir: scratch.folder, log: silentLog })
  const database = await openDatabase({ url: server.url, poolSize, log: silentLog })
  await migrate(database)
  await installJobs(database)
  await fill(database, copies)
  const outside = {
    paymentProviders: {},
    connectors: {},
    mailer: undefined,
    files: { put: noFiles, get: noFiles, remove: noFiles },
  }
  const cx: Cx = { actor: systemActor, db: database.db, now: () => new Date(), log: silentLog, outside }
  const close = async (): Promise<void> => {
    await database.close()
    await server.stop()
    await scratch.remove()
  }
  return { cx, database, url: server.url, dataDir: scratch.folder, close }
}

async function noFiles(): Promise<never> {
  throw new Error('no benchmark of buying needs files')
}

/** The copy number `n` has ids that can be computed from n, so that pgbench can name them too. */
const idOf = (kind: number, n: number): string => `0000000${kind}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
export const variantOf = (n: number): VariantId => toId<VariantId>(idOf(1, n))
export const unitOf = (n: number): UnitId => toId<UnitId>(idOf(2, n))

async function fill({ db }: Database, copies: number): Promise<void> {
  const id = (kind: number) => sql`(${`0000000${kind}-0000-7000-8000-`} || lpad(to_hex(n), 12, '0'))::uuid`
  const numbers = sql`generate_series(1, ${copies}) as n`
  await sql`insert into products (id, kind, title, artist, format, medium, slug, created_at, updated_at)
    select ${id(3)}, 'record', 'Title ' || n, 'Artist', 'LP', 'vinyl', 'copy-' || n, now(), now() from ${numbers}`.execute(
    db,
  )
  await sql`insert into variants (id, product_id, sku, condition, media_grade, sleeve_grade, weight_grams, created_at, updated_at)
    select ${id(1)}, ${id(3)}, 'S-' || n, 'used', 'VG+', 'VG', 250, now(), now() from ${numbers}`.execute(db)
  await sql`insert into list_prices (variant_id, price_minor, set_at, set_by) select ${id(1)}, 2500, now(), 'bench' from ${numbers}`.execute(
    db,
  )
  await sql`insert into places (id, code, kind) values ('00000000-0000-7000-8000-0000000000aa', 'A-1', 'shelf')`.execute(
    db,
  )
  await sql`insert into units (id, variant_id, code, place_id, received_at)
    select ${id(2)}, ${id(1)}, 'E-' || n, '00000000-0000-7000-8000-0000000000aa', now() from ${numbers}`.execute(db)
  await sql`insert into movements (unit_id, from_place_id, to_place_id, reason, moved_at, moved_by)
    select ${id(2)}, '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-0000000000aa', 'received', now(), 'bench' from ${numbers}`.execute(
    db,
  )
  await sql`analyze`.execute(db)
}

/** Nothing sold, nothing held, as at the beginning. */
export async function emptyTills({ db }: Database): Promise<void> {
  await sql`truncate carts, cart_lines, cart_line_units, checkouts, orders, order_lines, order_line_units, order_events, payments,
    payment_events, customers, claims, claim_events, outbox, mails cascade`.execute(db)
  await sql`vacuum analyze units`.execute(db)
}
