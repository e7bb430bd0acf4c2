import { z } from 'zod'
import type { RemoteOrder } from '#modules/channels'
import { contentOf, type PrestaClient } from './client.ts'
import { readConfiguration } from './configuration.ts'
import { thingsOf, translated } from './xml.ts'

const state = z.object({
  id: z.string(),
  name: translated,
  paid: z.string().default('0'),
  shipped: z.string().default('0'),
  deleted: z.string().default('0'),
})
const states = z.object({ order_states: thingsOf('order_state', state) })
export type OrderState = z.output<typeof state>

/** What this shop's states mean; ids differ from shop to shop, and sellers add their own. */
export type OrderStates = {
  find(id: string): OrderState | undefined
  kindOf(id: string): RemoteOrder['state']
  readonly cancelledId: string | undefined
  readonly shippedId: string | undefined
}

/** Read each time it is needed: the seller may add a state at any moment. */
export async function readStates(client: PrestaClient): Promise<OrderStates> {
  const answer = await client.call({ method: 'GET', path: 'order_states', query: { display: 'full' } })
  const all = contentOf(states, answer).order_states
  const named = await readConfiguration(client, ['PS_OS_CANCELED', 'PS_OS_REFUND', 'PS_OS_SHIPPING'])
  const find = (id: string): OrderState | undefined => all.find((candidate) => candidate.id === id)
  const over = [named.get('PS_OS_CANCELED'), named.get('PS_OS_REFUND')]
  return {
    find,
    /** Flags decide; a payment error keeps its claim, as the shop may still be paid. An unknown state counts as a sale: never sell twice. */
    kindOf(id) {
      if (over.includes(id)) return 'cancelled'
      const known = find(id)
      if (known?.shipped === '1') return 'sent'
      return known?.paid === '1' ? 'paid' : 'placed'
    },
    cancelledId: named.get('PS_OS_CANCELED'),
    shippedId:
      named.get('PS_OS_SHIPPING') ?? all.find(({ shipped, deleted }) => shipped === '1' && deleted !== '1')?.id,
  }
}
