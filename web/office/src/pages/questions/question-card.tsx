import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { StateBadge, type Tone } from '../../blocks/state-badge.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'
import { AnswerModal } from './answer-modal.tsx'
import type { Question } from './questions-query.ts'

const tones = { open: 'waiting', published: 'good', private: 'plain', rejected: 'quiet' } as const satisfies Record<
  Question['state'],
  Tone
>
const refreshes = [['questions']]

export function QuestionCard({ question }: { question: Question }) {
  const { t } = useTranslation()
  return (
    <article className="card" style={{ padding: 16 }}>
      <Group justify="space-between" gap="sm">
        <Text fw={700}>
          {question.title} {question.artist && `– ${question.artist}`} {question.sku && `(${question.sku})`}
        </Text>
        <StateBadge words={t(`questions:office.states.${question.state}`)} tone={tones[question.state]} />
      </Group>
      <Text size="sm" c="dimmed">
        {question.author} · <When at={question.askedAt} ago />
      </Text>
      <Text mt="xs" style={{ whiteSpace: 'pre-line' }}>
        {question.body}
      </Text>
      {question.answer && (
        <Text mt="xs" size="sm" style={{ borderLeft: '3px solid var(--green)', paddingLeft: 10 }}>
          {question.answer}
        </Text>
      )}
      <QuestionMoves question={question} />
    </article>
  )
}

function QuestionMoves({ question }: { question: Question }) {
  const { t } = useTranslation()
  const [isAnswering, setAnswering] = useState(false)
  const params = { params: { path: { questionId: question.id } } }
  const publish = useAction(() => done(api.POST('/questions/{questionId}/publication', params)), {
    refreshes,
    done: t('questions:office.published'),
  })
  const reject = useAction(() => done(api.POST('/questions/{questionId}/rejection', params)), {
    refreshes,
    done: t('questions:office.rejected'),
  })
  return (
    <Group gap="xs" mt="sm">
      <Button size="xs" variant={question.state === 'open' ? 'filled' : 'default'} onClick={() => setAnswering(true)}>
        {t('questions:office.answer')}
      </Button>
      {question.answer !== null && question.state !== 'published' && (
        <Button size="xs" variant="default" loading={publish.isPending} onClick={() => publish.mutate(undefined)}>
          {t('questions:office.publish')}
        </Button>
      )}
      {question.state !== 'rejected' && (
        <Button size="xs" variant="subtle" loading={reject.isPending} onClick={() => reject.mutate(undefined)}>
          {t('questions:office.reject')}
        </Button>
      )}
      <AnswerModal question={question} isOpen={isAnswering} onClose={() => setAnswering(false)} />
    </Group>
  )
}
