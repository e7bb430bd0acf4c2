import type { RemoteListing, Withdrawal, WithdrawEntry } from '#modules/channels'
import type { PrestaClient } from './client.ts'
import { getWhole, memoryOf, type ProductMemory, putProduct, rejected } from './products.ts'
import { findStocks, type Stock, setQuantity } from './stock.ts'

/**
 * First the quantity, one request, after which nobody can buy; then the product goes offline, so that a stock the shop
 * itself gives back (a cancelled order) cannot be bought either. Held or gone, the product and its address stay.
 */
export async function withdrawAll(
  client: PrestaClient,
  batch: readonly WithdrawEntry[],
): Promise<readonly Withdrawal[]> {
  const answers: Withdrawal[] = []
  for (const { remote } of batch) answers.push(await withdrawOne(client, remote))
  return answers
}

const nothingLeft: Withdrawal = { kind: 'withdrawn', remote: undefined }

async function withdrawOne(client: PrestaClient, remote: RemoteListing): Promise<Withdrawal> {
  const memory = memoryOf(remote)
  const known = memory?.stock ?? (await findStocks(client, [remote.id]))[0]
  if (!known) return nothingLeft
  const emptied = await setQuantity(client, known, 0)
  if (emptied.status === 404) return nothingLeft
  if (emptied.status >= 300) return rejected(emptied)
  const hidden = await hide(client, remote.id)
  return hidden ?? { kind: 'withdrawn', remote: { ...remote, data: memoryAfter(known, memory) } }
}

const memoryAfter = (known: Stock, memory: ProductMemory | undefined): ProductMemory => ({
  stock: { ...known, quantity: '0' },
  quantity: 0,
  state: 'hidden',
  photoKeys: memory?.photoKeys ?? [],
})

/** Answers only when there is more to say than "done". */
async function hide(client: PrestaClient, productId: string): Promise<Withdrawal | undefined> {
  const before = await getWhole(client, productId)
  if (!before) return nothingLeft
  if (before.active !== '1') return undefined
  const answer = await putProduct(client, before, { active: '0' })
  if (answer.status === 404) return nothingLeft
  return answer.status >= 300 ? rejected(answer) : undefined
}
