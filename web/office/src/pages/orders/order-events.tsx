import { useTranslation } from 'react-i18next'
import { useActorWords } from '../../blocks/actor-words.ts'
import type { Tone } from '../../blocks/state-badge.tsx'
import { Timeline } from '../../blocks/timeline.tsx'
import type { Order } from './orders-query.ts'

const tones: Readonly<Record<string, Tone>> = { cancelled: 'bad', conflicted: 'bad', placed: 'good', paid: 'good' }

export function OrderEvents({ order }: { order: Order }) {
  const { t } = useTranslation()
  const actorWords = useActorWords()
  const entries = order.events
    .map((event, index) => ({
      key: String(index),
      at: event.at,
      actor: actorWords(event.actor),
      words: t(`orders:event.${event.what}`, { defaultValue: event.what, ...event.data }),
      tone: tones[event.what] ?? 'plain',
    }))
    .toReversed()
  return <Timeline entries={entries} label={t('orders.events')} />
}
