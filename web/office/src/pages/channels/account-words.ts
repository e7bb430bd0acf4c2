import { useTranslation } from 'react-i18next'
import type { Tone } from '../../blocks/state-badge.tsx'
import { agoText } from '../../blocks/words.ts'
import type { Account, ListingState } from './channels-query.ts'

export const listingStates = [
  'live',
  'waiting',
  'rejected',
  'withdrawn',
  'sold',
] as const satisfies readonly ListingState[]

const healthTones = { good: 'good', busy: 'waiting', blocked: 'bad', paused: 'plain' } as const satisfies Record<
  Account['health'],
  Tone
>
const listingTones = {
  live: 'good',
  waiting: 'waiting',
  rejected: 'bad',
  withdrawn: 'plain',
  sold: 'quiet',
} as const satisfies Record<ListingState, Tone>

export function useAccountWords() {
  const { t } = useTranslation()
  return {
    health: ({ health, postAddress }: Account): { words: string; tone: Tone } =>
      postAddress !== null && health !== 'paused'
        ? { words: t('channels.health.by-hand'), tone: 'plain' }
        : { words: t(`channels.health.${health}`), tone: healthTones[health] },
    listing: (state: ListingState) => ({ words: t(`channels.listing.${state}`), tone: listingTones[state] }),
    /** What waits, and how fresh the orders are. */
    about: ({ pendingCount, ordersPolledAt, postAddress, counts }: Account): string[] =>
      postAddress !== null
        ? [t('channels.toPost', { count: counts.waiting })]
        : [
            ...(pendingCount > 0 ? [t('channels.pending', { count: pendingCount })] : []),
            ordersPolledAt ? t('channels.polled', { ago: agoText(ordersPolledAt) }) : t('channels.neverPolled'),
          ],
  }
}
