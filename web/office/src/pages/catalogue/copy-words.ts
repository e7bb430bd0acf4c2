import { useTranslation } from 'react-i18next'
import type { Tone } from '../../blocks/state-badge.tsx'
import type { VariantRow } from './catalogue-query.ts'

const tones = { free: 'good', held: 'waiting', sold: 'quiet' } as const satisfies Record<VariantRow['state'], Tone>

export function useCopyWords() {
  const { t } = useTranslation()
  return {
    title: ({ artist, title }: { artist: string; title: string }) => (artist === '' ? title : `${artist} – ${title}`),
    state: ({ state }: Pick<VariantRow, 'state'>) => ({ words: t(`copy.states.${state}`), tone: tones[state] }),
  }
}
