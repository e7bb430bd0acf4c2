import { useTranslation } from 'react-i18next'
import type { Tone } from '../../blocks/state-badge.tsx'
import { moneyText } from '../../blocks/words.ts'
import type { Drift, DriftState } from './audit-query.ts'

const tones = {
  asking: 'bad',
  open: 'waiting',
  acted: 'waiting',
  ignored: 'quiet',
  closed: 'good',
} as const satisfies Record<DriftState, Tone>

export function useDriftWords() {
  const { t } = useTranslation()
  const shown = (state: unknown): string => {
    if (typeof state !== 'object' || state === null) return ''
    const { kind, priceMinor, quantity } = { kind: '', priceMinor: 0, quantity: 0, ...state }
    if (kind !== 'on-sale') return t(`audit.shown.${kind}`, { defaultValue: kind })
    return t('audit.shown.on-sale', { price: moneyText(Number(priceMinor)), count: Number(quantity) })
  }
  return {
    kind: ({ kind }: Drift): string => t(`audit.kind.${kind}`),
    state: ({ state }: Drift) => ({ words: t(`audit.state.${state}`), tone: tones[state] }),
    /** "20,00 € instead of 25,00 €", or only what stands there. */
    difference: ({ detail }: Drift): string => {
      const theirs = shown(detail.theirs)
      const ours = shown(detail.ours)
      return ours ? t('audit.instead', { theirs, ours }) : theirs
    },
    /** What was done, decided, or went wrong, and by whom the end came. */
    story: ({ act, failure, decision, reason, closedAs }: Drift): string =>
      [
        ...(failure ? [t('audit.failure', { message: failure })] : []),
        ...(decision ? [t(`audit.decided.${decision}`)] : []),
        ...(reason ? [reason] : []),
        ...(act ? [t(`audit.act.${act}`)] : []),
        ...(closedAs ? [t(`audit.closed.${closedAs}`)] : []),
      ].join(' · '),
  }
}
