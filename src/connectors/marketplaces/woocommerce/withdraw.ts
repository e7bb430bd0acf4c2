import type { RemoteListing, Withdrawal, WithdrawEntry } from '#modules/channels'
import { type EntryAnswer, sendBatch } from './batch.ts'
import { rejectionOf, type WooClient } from './client.ts'
import { memoryOf, type ProductMemory } from './products.ts'

const productGone = 'woocommerce_rest_product_invalid_id'

/**
 * Held copies become drafts, sold ones private, both with stock 0: hidden by status, so that a stock the shop itself
 * gives back (a cancelled order) cannot be bought. Never the trash: a product there keeps its SKU and cannot be found by it.
 */
const statusOf = { held: 'draft', gone: 'private' } as const

export async function withdrawAll(client: WooClient, batch: readonly WithdrawEntry[]): Promise<readonly Withdrawal[]> {
  const update = batch.map(({ remote, kind }) => ({
    id: Number(remote.id),
    status: statusOf[kind],
    manage_stock: true,
    stock_quantity: 0,
  }))
  const told = await sendBatch(client, { update })
  return batch.map(({ remote }, index) => withdrawal(remote, told.update[index]))
}

function withdrawal(remote: RemoteListing, answer: EntryAnswer | undefined): Withdrawal {
  if (!answer) return { kind: 'failed', message: 'WooCommerce left this entry out', retryAfterMs: undefined }
  if (!('error' in answer)) {
    const data: ProductMemory = { images: memoryOf(remote)?.images ?? [], quantity: 0, state: 'hidden' }
    return { kind: 'withdrawn', remote: { ...remote, data } }
  }
  const { error } = answer
  if (error.code === productGone) return { kind: 'withdrawn', remote: undefined }
  if ((error.data?.status ?? 400) >= 500) return { kind: 'failed', message: error.message, retryAfterMs: undefined }
  return { kind: 'rejected', reasons: [rejectionOf(error)] }
}
