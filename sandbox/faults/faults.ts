import { z } from 'zod'
import type { Machine } from '#sandbox/machine'

export const faultKinds = [
  'error-500',
  'error-503',
  'rate-limit',
  'expired-token',
  'malformed-body',
  'connection-reset',
  'reset-after-success',
  'hang-after-success',
] as const
export type FaultKind = (typeof faultKinds)[number]

const Fault = z.object({
  id: z.number(),
  vendor: z.string(),
  kind: z.enum(faultKinds),
  method: z.string(),
  path: z.string(),
  remaining: z.number(),
})
export type Fault = z.output<typeof Fault>

export const faultsSchema = `
create table if not exists faults (
  id integer primary key autoincrement,
  vendor text not null,
  kind text not null,
  method text not null,
  path text not null,
  remaining integer not null
) strict;`

/** The next `count` requests of the vendor whose path contains `path` (and with this method, '' for any) go wrong. */
export type FaultPlan = { vendor: string; kind: FaultKind; method?: string; path?: string; count?: number }

export function planFault({ store }: Machine, plan: FaultPlan): void {
  store.run(
    'insert into faults (vendor, kind, method, path, remaining) values (?, ?, ?, ?, ?)',
    plan.vendor,
    plan.kind,
    plan.method ?? '',
    plan.path ?? '',
    plan.count ?? 1,
  )
}

export const listFaults = ({ store }: Machine): Fault[] =>
  store.all('select * from faults where remaining > 0 order by id').map((row) => Fault.parse(row))

export const clearFaults = ({ store }: Machine): void => void store.run('delete from faults')

/** Uses up one planned fault that fits this request; the oldest plan first. */
export function takeFault(
  { store }: Machine,
  request: { vendor: string; method: string; path: string },
): FaultKind | undefined {
  const row = store.get(
    `update faults set remaining = remaining - 1
     where id = (
       select id from faults
       where remaining > 0 and vendor = ? and (method = '' or method = ?) and (path = '' or instr(?, path) > 0)
       order by id limit 1)
     returning *`,
    request.vendor,
    request.method,
    request.path,
  )
  return row && Fault.parse(row).kind
}
