import { z } from 'zod'
import type { Machine } from '#sandbox/machine'

export const policyKinds = ['fulfillment', 'payment', 'return'] as const
export type PolicyKind = (typeof policyKinds)[number]

export const PolicyBody = z.looseObject({
  name: z.string().optional(),
  marketplaceId: z.string().optional(),
  categoryTypes: z.array(z.looseObject({ name: z.string() })).optional(),
})
export type PolicyBody = z.output<typeof PolicyBody>

const PolicyRow = z.object({
  id: z.number(),
  kind: z.enum(policyKinds),
  marketplace_id: z.string(),
  name: z.string(),
  document: z.string(),
})
export type Policy = Omit<z.output<typeof PolicyRow>, 'document'> & { document: PolicyBody }

const firstPolicyId = 6_200_000_011

const toPolicy = (row: unknown): Policy => {
  const { document, ...rest } = PolicyRow.parse(row)
  return { ...rest, document: PolicyBody.parse(JSON.parse(document)) }
}

export function findPolicy({ store }: Machine, kind: PolicyKind, id: string): Policy | undefined {
  const row = store.get('select * from ebay_policies where kind = ? and id = ?', kind, Number(id))
  return row && toPolicy(row)
}

export const listPolicies = ({ store }: Machine, kind: PolicyKind, marketplaceId: string): Policy[] =>
  store
    .all('select * from ebay_policies where kind = ? and marketplace_id = ? order by id', kind, marketplaceId)
    .map(toPolicy)

export type NewPolicy = { kind: PolicyKind; marketplaceId: string; name: string; document: PolicyBody }

export const insertPolicy = ({ store }: Machine, { kind, marketplaceId, name, document }: NewPolicy): number =>
  store.run(
    `insert into ebay_policies (id, kind, marketplace_id, name, document)
     values ((select coalesce(max(id) + 1, ${firstPolicyId}) from ebay_policies), ?, ?, ?, ?)`,
    ...[kind, marketplaceId, name, JSON.stringify(document)],
  ).lastId

export const replacePolicy = (
  { store }: Machine,
  id: number,
  { name, document }: { name: string; document: PolicyBody },
): void =>
  void store.run('update ebay_policies set name = ?, document = ? where id = ?', name, JSON.stringify(document), id)

export const removePolicy = ({ store }: Machine, id: number): void =>
  void store.run('delete from ebay_policies where id = ?', id)

export const isOptedIn = ({ store }: Machine): boolean =>
  store.get(`select 1 from ebay_programs where program = 'SELLING_POLICY_MANAGEMENT'`) !== undefined

export const setOptIn = ({ store }: Machine, program: string, isIn: boolean): void =>
  void store.run(
    isIn ? 'insert or ignore into ebay_programs (program) values (?)' : 'delete from ebay_programs where program = ?',
    program,
  )

export const listPrograms = ({ store }: Machine): string[] =>
  store.all('select program from ebay_programs order by program').map(({ program }) => String(program))
