import { useTranslation } from 'react-i18next'
import type { Tone } from '../../blocks/state-badge.tsx'
import type { ImportRow } from './imports-query.ts'

const tones = {
  waiting: 'waiting',
  running: 'waiting',
  done: 'good',
  failed: 'bad',
  cancelled: 'quiet',
} as const satisfies Record<ImportRow['state'], Tone>

export function useImportWords() {
  const { t } = useTranslation()
  return {
    format: (format: string) => t(`imports.formats.${format}`, { defaultValue: format }),
    state: ({ state, isDryRun }: Pick<ImportRow, 'state' | 'isDryRun'>) => ({
      words: state === 'done' && isDryRun ? t('imports.states.tried') : t(`imports.states.${state}`),
      tone: tones[state],
    }),
  }
}
