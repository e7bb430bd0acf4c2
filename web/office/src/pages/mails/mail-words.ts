import { useTranslation } from 'react-i18next'
import type { Tone } from '../../blocks/state-badge.tsx'
import type { Mail } from './mails-query.ts'

const tones = { queued: 'waiting', sent: 'good', failed: 'bad', kept: 'plain' } as const satisfies Record<
  Mail['state'],
  Tone
>

export function useMailWords() {
  const { t } = useTranslation()
  return ({ state }: Pick<Mail, 'state'>) => ({ words: t(`mails.states.${state}`), tone: tones[state] })
}
