import { useTranslation } from 'react-i18next'
import { useActorWords } from '../../blocks/actor-words.ts'
import { Timeline } from '../../blocks/timeline.tsx'
import type { Order } from './orders-query.ts'

const tones = { cancelled: 'bad', conflicted: 'bad', placed: 'good', paid: 'good' } as const
const toneOf = (what: string) => Object.entries(tones).find(([known]) => known === what)?.[1] ?? 'plain'

export function OrderEvents({ order }: { order: Order }) {
  const { t } = useTranslation()
  const actorWords = useActorWords()
  const entries = order.events
    .map((event, index) => ({
      key: String(index),
      at: event.at,
      actor: actorWords(event.actor),
      words: t(`orders:event.${event.what}`, { defaultValue: event.what, ...event.data }),
      tone: toneOf(event.what),
    }))
    .toReversed()
  return <Timeline entries={entries} label={t('orders.events')} />
}
