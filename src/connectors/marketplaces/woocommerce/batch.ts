import { z } from 'zod'
import { parse, refusal, refusalOf, type WooAnswer, type WooClient, type WooError } from './client.ts'
import { product, productsPath, type WooProduct } from './products.ts'

const failed = z.object({ id: z.number(), error: refusal })
const entry = z.union([failed, product])
const answers = z.object({ create: z.array(entry).default([]), update: z.array(entry).default([]) })

export type EntryAnswer = { readonly product: WooProduct } | { readonly error: WooError }
export type ProductUpdate = Readonly<Record<string, unknown>> & { readonly id: number }
type Batch = { readonly create?: readonly object[]; readonly update?: readonly ProductUpdate[] }

/** One call for many products: the whole is a success, each entry has its own answer, in the order of the request. */
export async function sendBatch(client: WooClient, { create = [], update = [] }: Batch) {
  if (create.length + update.length === 0) return { create: [], update: [] }
  const json = { ...(create.length > 0 ? { create } : {}), ...(update.length > 0 ? { update } : {}) }
  const answer: WooAnswer = await client.call({ method: 'POST', path: `${productsPath}/batch`, json })
  if (answer.status >= 300) {
    const { code, message } = refusalOf(answer)
    const error: WooError = { code: code.replace('woocommerce.', ''), message }
    return { create: create.map(() => ({ error })), update: update.map(() => ({ error })) }
  }
  const told = parse(answers, answer.body)
  return { create: told.create.map(entryAnswer), update: told.update.map(entryAnswer) }
}

const entryAnswer = (told: z.output<typeof entry>): EntryAnswer =>
  'error' in told ? { error: told.error } : { product: told }
