import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Tone } from '../../blocks/state-badge.tsx'
import { accountsQuery } from '../channels/channels-query.ts'
import type { OrderState } from './orders-query.ts'

export const orderStates = ['placed', 'paid', 'packed', 'sent', 'cancelled'] as const satisfies readonly OrderState[]

const tones = {
  placed: 'waiting',
  paid: 'bad',
  packed: 'waiting',
  sent: 'good',
  cancelled: 'quiet',
} as const satisfies Record<OrderState, Tone>

/** An order's state, and where it comes from: the shop, the API, or the account of a marketplace by its name. */
export function useOrderWords() {
  const { t } = useTranslation()
  const accounts = useQuery(accountsQuery).data?.items ?? []
  return {
    state: (state: OrderState) => ({ words: t(`orders.states.${state}`), tone: tones[state] }),
    source: (source: string) => {
      const account = accounts.find(({ id }) => source === `channel:${id}`)
      return account?.label ?? t(`orders.sources.${source}`, { defaultValue: source })
    },
  }
}
