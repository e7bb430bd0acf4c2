import { useTranslation } from 'react-i18next'
import type { Tone } from '../../blocks/state-badge.tsx'
import { whenText } from '../../blocks/words.ts'
import type { HoldAccount, HoldCopy, Light } from './holds-query.ts'

const tones = { green: 'good', amber: 'waiting', red: 'bad', off: 'plain' } as const satisfies Record<Light, Tone>
const stateTones = { held: 'good', taken: 'bad', gone: 'plain', released: 'quiet' } as const satisfies Record<
  HoldCopy['state'],
  Tone
>
const markTones = { proven: 'good', 'under-way': 'waiting', 'by-hand': 'waiting', 'in-the-way': 'bad' } as const

type HeldBy = NonNullable<HoldCopy['heldBy']>

export function useHoldWords() {
  const { t } = useTranslation()
  const holder = ({ kind, name, until }: HeldBy): string =>
    [
      t(`holds.holder.${kind}`, { defaultValue: kind, name: name ?? '' }),
      ...(until ? [t('holds.until', { when: whenText(until) })] : []),
    ].join(' ')
  return {
    light: (light: Light) => ({ words: t(`holds.light.${light}`), tone: tones[light] }),
    copy: (copy: Pick<HoldCopy, 'artist' | 'title'>) => [copy.artist, copy.title].filter(Boolean).join(' – '),
    state: ({ state }: HoldCopy) => ({ words: t(`holds.state.${state}`), tone: stateTones[state] }),
    /** Who has it, or where it went. */
    holder: ({ heldBy, state, place }: Pick<HoldCopy, 'heldBy' | 'state' | 'place'>): string => {
      if (heldBy) return holder(heldBy)
      return state === 'taken' || state === 'gone' ? t('holds.isAt', { place }) : ''
    },
    mark: (mark: HoldCopy['marks'][string]) => ({ words: t(`holds.mark.${mark}`), tone: markTones[mark] }),
    proven: ({ provenCount, copyCount }: HoldAccount) => t('holds.proven', { proven: provenCount, count: copyCount }),
    /** What is in the way, in the vendor's words, since when, and when it is tried again. */
    obstacle: ({ obstacle, byHandCount }: HoldAccount): string[] => {
      if (byHandCount > 0) return [t('holds.byHand', { count: byHandCount })]
      if (!obstacle) return []
      const { why, since, problem } = obstacle
      return [
        t(`holds.why.${why}`),
        ...(problem.message ? [t('holds.said', { message: problem.message })] : []),
        t('holds.since', { when: whenText(since) }),
        ...(problem.nextTryAt ? [t('holds.nextTry', { when: whenText(problem.nextTryAt) })] : []),
      ]
    },
  }
}
