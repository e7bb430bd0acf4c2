import { z } from 'zod'
import type { Withdrawal, WithdrawEntry } from '#modules/channels'
import { aliased, rejectionOf, type UserError, userErrors } from './client.ts'
import { memoryOf, type ProductMemory } from './products.ts'
import type { Session } from './publish.ts'
import { afterChange, isGone, setQuantities } from './quantities.ts'

type Leaving = { readonly entry: WithdrawEntry; readonly memory: ProductMemory | undefined }

/**
 * Quantity 0 first, because that alone makes a product unbuyable; then held copies become drafts and copies that are gone
 * are archived. Each step is one document for the batch; what was deleted there is withdrawn already.
 */
export async function withdrawAll(session: Session, batch: readonly WithdrawEntry[]): Promise<readonly Withdrawal[]> {
  const leaving = batch.map((entry): Leaving => ({ entry, memory: memoryOf(entry.remote.data) }))
  const stocked = leaving.flatMap(({ entry, memory }) => (memory ? [{ entry, memory }] : []))
  const changes = stocked.map(({ memory }) => ({ memory, quantity: 0, from: undefined }))
  const emptied = await setQuantities(session.client, changes, session.settings)
  const errorsOf = new Map(stocked.map(({ entry }, index) => [entry, emptied[index] ?? []]))
  const hidden = await hideAll(session, batch)
  return leaving.map(({ entry, memory }, index) =>
    withdrawal({ entry, memory }, errorsOf.get(entry) ?? [], hidden[index] ?? []),
  )
}

export function hideDocument(batch: readonly WithdrawEntry[]) {
  const { needs, fields, variables } = aliased(batch, ({ remote, kind }, index) => ({
    needs: `$u${index}: ProductUpdateInput!`,
    field: `u${index}: productUpdate(product: $u${index}) { userErrors { field message } }`,
    variables: { [`u${index}`]: { id: remote.id, status: kind === 'held' ? 'DRAFT' : 'ARCHIVED' } },
  }))
  return { document: `mutation hide(${needs}) {\n${fields}\n}`, variables }
}

const hideAnswers = z.record(z.string(), z.object({ userErrors }))

async function hideAll(
  { client }: Session,
  batch: readonly WithdrawEntry[],
): Promise<readonly (readonly UserError[])[]> {
  if (batch.length === 0) return []
  const { document, variables } = hideDocument(batch)
  const told = await client.ask(hideAnswers, document, variables)
  return batch.map((_, index) => told[`u${index}`]?.userErrors ?? [])
}

/** These errors carry no code; the words are all there is to tell a deleted product by. */
const isDeleted = (errors: readonly UserError[]): boolean =>
  errors.some(({ message }) => /does not exist/i.test(message))

function withdrawal(
  { entry, memory }: Leaving,
  emptied: readonly UserError[],
  hidden: readonly UserError[],
): Withdrawal {
  if (isDeleted(hidden)) return { kind: 'withdrawn', remote: undefined }
  const errors = [...emptied.filter((error) => !isGone([error])), ...hidden]
  if (errors.length > 0) return { kind: 'rejected', reasons: errors.map(rejectionOf) }
  const data = memory ? afterChange({ memory, quantity: 0, from: undefined }) : entry.remote.data
  return { kind: 'withdrawn', remote: { ...entry.remote, data } }
}
