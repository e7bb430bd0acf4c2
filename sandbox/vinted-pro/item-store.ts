import { z } from 'zod'
import { type Machine, readSetting } from '#sandbox/machine'
import { type Fault, ItemBody } from './item-rules.ts'

const json = z.string().transform((text): unknown => JSON.parse(text))
const Item = z.object({
  position: z.number(),
  id: z.string(),
  reference: z.string(),
  body: json.pipe(ItemBody),
  status: z.enum(['NEW', 'ACTIVE', 'DRAFT', 'SOLD', 'DELETED', 'FAILED']),
  errors: json.pipe(z.array(z.object({ field: z.string(), error: z.string() }))),
  work: z.enum(['create', 'update', 'delete']).nullable(),
  work_body: z
    .string()
    .nullable()
    .transform((text): unknown => (text === null ? undefined : JSON.parse(text)))
    .pipe(ItemBody.optional()),
})
export type Item = z.output<typeof Item>
export type ItemStatus = Item['status']

const dueAt = (machine: Machine): string =>
  new Date(machine.now().getTime() + readSetting(machine, 'vinted-pro.workSeconds') * 1000).toISOString()

/** Ids look like the vendor's, drawn from the machine's chance. */
export const drawUuid = ({ random }: Machine): string =>
  Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

export function insertItem(machine: Machine, reference: string, body: ItemBody): string {
  const id = drawUuid(machine)
  machine.store.run(
    `insert into vinted_items (id, reference, body, status, work, work_due_at) values (?, ?, ?, 'NEW', 'create', ?)`,
    ...[id, reference, JSON.stringify(body), dueAt(machine)],
  )
  return id
}

export function findItem({ store }: Machine, id: string): Item | undefined {
  const row = store.get('select * from vinted_items where id = ?', id)
  return row && Item.parse(row)
}

/** What a seller's tool sees: everything but what is gone for good. */
export function listItems({ store }: Machine, { after, limit }: { after: string | undefined; limit: number }): Item[] {
  const from = after === undefined ? undefined : store.get('select position from vinted_items where id = ?', after)
  return store
    .all(
      `select * from vinted_items where status <> 'DELETED' and position > ? order by position limit ?`,
      Number(from?.position ?? 0),
      limit,
    )
    .map((row) => Item.parse(row))
}

/** Slots are taken by what is on sale or about to be. */
export const countActive = ({ store }: Machine): number =>
  store.count(`select count(*) as count from vinted_items where status in ('NEW', 'ACTIVE')`)

export const beginWork = (machine: Machine, id: string, work: 'update' | 'delete', body?: ItemBody): void =>
  void machine.store.run(
    'update vinted_items set work = ?, work_body = ?, work_due_at = ? where id = ?',
    ...[work, body === undefined ? null : JSON.stringify(body), dueAt(machine), id],
  )

export const dueItems = ({ store, now }: Machine): Item[] =>
  store
    .all('select * from vinted_items where work_due_at <= ? order by work_due_at, position', now().toISOString())
    .map((row) => Item.parse(row))

type Result = { status: ItemStatus; errors: readonly Fault[]; body: ItemBody }

export const endWork = ({ store }: Machine, id: string, { status, errors, body }: Result): void =>
  void store.run(
    'update vinted_items set status = ?, errors = ?, body = ?, work = null, work_body = null, work_due_at = null where id = ?',
    ...[status, JSON.stringify(errors), JSON.stringify(body), id],
  )

/** False when somebody else was faster. */
export const sellItem = ({ store }: Machine, id: string): boolean =>
  store.run(`update vinted_items set status = 'SOLD' where id = ? and status = 'ACTIVE'`, id).changes === 1

export type ItemWish = { text: string; isForSaleOnly: boolean; limit: number; offset: number }

export function searchItems({ store }: Machine, { text, isForSaleOnly, limit, offset }: ItemWish) {
  const filter = `from vinted_items where status in ('ACTIVE', 'SOLD') and (? = 0 or status = 'ACTIVE')
    and (instr(lower(json_extract(body, '$.title')), lower(?)) > 0 or instr(lower(reference), lower(?)) > 0)`
  const values = [isForSaleOnly ? 1 : 0, text, text]
  const rows = store.all(`select * ${filter} order by position desc limit ? offset ?`, ...values, limit, offset)
  return {
    items: rows.map((row) => Item.parse(row)),
    total: store.count(`select count(*) as count ${filter}`, ...values),
  }
}
