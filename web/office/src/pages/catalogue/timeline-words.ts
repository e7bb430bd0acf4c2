import { useTranslation } from 'react-i18next'
import { useActorWords } from '../../blocks/actor-words.ts'
import type { Tone } from '../../blocks/state-badge.tsx'
import type { TimelineEntry } from '../../blocks/timeline.tsx'
import { whenText } from '../../blocks/words.ts'
import type { UnitTimeline } from './catalogue-query.ts'

type Entry = UnitTimeline['entries'][number]

const toneOf = ({ textKey, kind }: Entry): Tone => {
  if (textKey.includes('.movement.')) return 'plain'
  if (textKey.endsWith('.ended')) return 'quiet'
  return kind === 'order' ? 'good' : 'waiting'
}

/** An entry of a copy's story as a sentence, with who did it. */
export function useTimelineWords() {
  const { t } = useTranslation()
  const actorWords = useActorWords()
  return (entry: Entry, index: number): TimelineEntry => ({
    key: String(index),
    at: entry.at,
    actor: actorWords(entry.actor),
    tone: toneOf(entry),
    words: t(entry.textKey, {
      ...entry,
      reason: entry.reason === null ? '' : t(`stock:reason.${entry.reason}`, { defaultValue: entry.reason }),
      until: entry.expiresAt === null ? '' : whenText(entry.expiresAt),
    }),
  })
}
