import { useTranslation } from 'react-i18next'
import type { Tone } from '../../blocks/state-badge.tsx'
import type { OrderState } from './orders-query.ts'

export const orderStates = ['placed', 'paid', 'packed', 'sent', 'cancelled'] as const satisfies readonly OrderState[]

const tones = {
  placed: 'waiting',
  paid: 'bad',
  packed: 'waiting',
  sent: 'good',
  cancelled: 'quiet',
} as const satisfies Record<OrderState, Tone>

export function useOrderWords() {
  const { t } = useTranslation()
  return {
    state: (state: OrderState) => ({ words: t(`orders.states.${state}`), tone: tones[state] }),
    source: ({ source }: { source: string }) => source,
  }
}
