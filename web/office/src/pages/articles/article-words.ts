import { useTranslation } from 'react-i18next'
import type { Tone } from '../../blocks/state-badge.tsx'
import type { Article } from './articles-query.ts'

const tones = { draft: 'plain', scheduled: 'waiting', published: 'good' } as const satisfies Record<
  Article['state'],
  Tone
>

export function useArticleWords() {
  const { t } = useTranslation()
  return {
    state: ({ state }: Article) => ({ words: t(`articles.state.${state}`), tone: tones[state] }),
    kind: ({ kind }: Article) => t(`articles.kind.${kind}`),
    title: ({ texts }: Article) => texts.fr?.title ?? texts.en?.title ?? '',
  }
}
