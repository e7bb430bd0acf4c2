import { useTranslation } from 'react-i18next'
import { useActorWords } from '../../blocks/actor-words.ts'
import type { Tone } from '../../blocks/state-badge.tsx'
import type { TimelineEntry } from '../../blocks/timeline.tsx'
import type { UnitTimeline, VariantListing } from './catalogue-query.ts'

type UnitEntry = UnitTimeline['entries'][number]

const unitTone = ({ textKey, kind }: UnitEntry): Tone => {
  if (textKey.includes('.movement.')) return 'plain'
  if (textKey.endsWith('.ended')) return 'quiet'
  return kind === 'order' ? 'good' : 'waiting'
}

const listingTones: Readonly<Record<string, Tone>> = {
  published: 'good',
  'sold-there': 'good',
  withdrawn: 'waiting',
  rejected: 'bad',
  'withdrawal-rejected': 'bad',
  failed: 'bad',
  lost: 'bad',
}

/** Sentences for what happened to a copy here and on the channels. */
export function useTimelineWords() {
  const { t } = useTranslation()
  const actorWords = useActorWords()

  const ofUnit = (entry: UnitEntry, index: number): TimelineEntry => {
    const { at, actor, textKey, reason, ...values } = entry
    const isOver = textKey.endsWith('.ended')
    const because = isOver && reason !== null ? t(`stock:timeline.reason.${reason}`, { defaultValue: reason }) : ''
    const words = [t(textKey, values), because].filter(Boolean).join(' – ')
    return { key: `unit-${index}`, at, actor: actorWords(actor), words, tone: unitTone(entry) }
  }

  const ofListing = ({ listingId, account, events }: VariantListing): TimelineEntry[] =>
    events.map((event, index) => ({
      key: `${listingId}-${index}`,
      at: event.at,
      actor: account,
      words: event.text,
      tone: listingTones[event.what] ?? 'plain',
    }))

  return { ofUnit, ofListing }
}

export const newestFirst = (entries: readonly TimelineEntry[]): TimelineEntry[] =>
  entries.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at))
