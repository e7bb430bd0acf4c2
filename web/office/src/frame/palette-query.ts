import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'

export type Hit = { to: string; title: string; detail: string }

const hitsMax = 6

/** Orders and copies that match what was typed; both searches run at once. */
export const paletteQuery = (text: string) =>
  queryOptions({
    queryKey: ['palette', text],
    enabled: text !== '',
    staleTime: 10_000,
    queryFn: async (): Promise<Hit[]> => {
      const query = { text, limit: hitsMax }
      const [orders, variants] = await Promise.all([
        answer(api.GET('/orders', { params: { query } })),
        answer(api.GET('/variants', { params: { query } })),
      ])
      return [
        ...orders.items.map((order) => ({
          to: `/orders/${order.id}`,
          title: order.number,
          detail: order.buyerName,
        })),
        ...variants.items.map((variant) => ({
          to: `/catalogue/${variant.id}`,
          title: [variant.artist, variant.title].filter(Boolean).join(' – '),
          detail: [...variant.unitCodes, variant.format].join(' · '),
        })),
      ]
    },
  })
