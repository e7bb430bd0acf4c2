import { useTranslation } from 'react-i18next'
import type { Tone } from '../../blocks/state-badge.tsx'
import { agoText } from '../../blocks/words.ts'
import type { Account } from './channels-query.ts'

export const listingStates = ['live', 'waiting', 'rejected', 'withdrawn', 'sold'] as const

const healthTones = { good: 'good', busy: 'waiting', blocked: 'bad', paused: 'plain' } as const satisfies Record<string, Tone>

export function useAccountWords() {
  const { t } = useTranslation()
  return {
    polled: ({ ordersPolledAt }: Account) =>
      ordersPolledAt ? t('channels.polled', { ago: agoText(ordersPolledAt) }) : t('channels.neverPolled'),
    health: ({ health }: Account) => ({ words: t(`channels.health.${health}`), tone: healthTones[health] }),
  }
}
