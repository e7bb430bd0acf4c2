import { z } from 'zod'
import { parse, refusal, type WooAnswer, type WooClient, type WooError } from './client.ts'
import { product, productsPath, type WooProduct } from './products.ts'

const failed = z.object({ id: z.number(), error: refusal })
const entry = z.union([failed, product])
const answers = z.object({ create: z.array(entry).default([]), update: z.array(entry).default([]) })

export type EntryAnswer = { readonly product: WooProduct } | { readonly error: WooError }
export type ProductUpdate = Readonly<Record<string, unknown>> & { readonly id: number }
type Batch = { readonly create?: readonly object[]; readonly update?: readonly ProductUpdate[] }

type Answers = { readonly create: readonly EntryAnswer[]; readonly update: readonly EntryAnswer[] }

/**
 * One call for many products: the whole is a success, each entry has its own answer, in the order of the request. A call
 * that is refused as a whole (a firewall before the shop) is repeated in halves, until the culprit stands alone.
 */
export async function sendBatch(client: WooClient, { create = [], update = [] }: Batch): Promise<Answers> {
  const count = create.length + update.length
  if (count === 0) return { create: [], update: [] }
  const json = { ...(create.length > 0 ? { create } : {}), ...(update.length > 0 ? { update } : {}) }
  const answer: WooAnswer = await client.call({ method: 'POST', path: `${productsPath}/batch`, json })
  if (answer.status < 300) {
    const told = parse(answers, answer.body)
    return { create: told.create.map(entryAnswer), update: told.update.map(entryAnswer) }
  }
  if (count > 1) return inHalves(client, { create, update })
  const error = parse(refusal, answer.body)
  return { create: create.map(() => ({ error })), update: update.map(() => ({ error })) }
}

async function inHalves(client: WooClient, { create, update }: Required<Batch>): Promise<Answers> {
  const [middle, centre] = [Math.ceil(create.length / 2), Math.floor(update.length / 2)]
  const first = await sendBatch(client, { create: create.slice(0, middle), update: update.slice(0, centre) })
  const second = await sendBatch(client, { create: create.slice(middle), update: update.slice(centre) })
  return { create: [...first.create, ...second.create], update: [...first.update, ...second.update] }
}

const entryAnswer = (told: z.output<typeof entry>): EntryAnswer =>
  'error' in told ? { error: told.error } : { product: told }
