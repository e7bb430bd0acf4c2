import { refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { emitInParts } from '#platform/outbox'
import type { ChannelPriceRule } from './channel-price.ts'
import { pricedVariants, upsertChannelRule } from './store.ts'

/**
 * Sets how a marketplace's prices follow from list prices. The own shop has no rule: it is never dearer than a marketplace's
 * basis. Refuses `pricing.channel-is-shop`.
 */
export async function setChannelRule(cx: MaybeTx, rule: ChannelPriceRule): Promise<void> {
  if (rule.channel === 'shop') refuse('pricing.channel-is-shop', { channel: rule.channel })
  await inTransaction(cx, async (tx) => {
    await upsertChannelRule(tx, rule)
    const variantIds = await pricedVariants(tx)
    await emitInParts(tx, variantIds, (part) => ({ type: 'pricing.changed', payload: { variantIds: part } }))
  })
}
