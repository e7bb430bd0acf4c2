import { Button, Checkbox, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import type { Question } from './questions-query.ts'

type AnswerModalProps = { question: Question; isOpen: boolean; onClose: () => void }

export function AnswerModal({ question, isOpen, onClose }: AnswerModalProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(question.answer ?? '')
  const [isPublic, setPublic] = useState(true)
  const save = useAction(
    (body: { answer: string; isPublic: boolean }) =>
      done(api.PUT('/questions/{questionId}/answer', { params: { path: { questionId: question.id } }, body })),
    { refreshes: [['questions']], done: t('questions:office.answered') },
  )
  const send = () => save.mutate({ answer: text.trim(), isPublic }, { onSuccess: onClose })
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('questions:office.answer')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack gap="sm">
        <Text size="sm">{question.body}</Text>
        <Textarea
          label={t('questions:office.yourAnswer')}
          autosize
          minRows={4}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        <Checkbox
          label={t('questions:office.isPublic')}
          checked={isPublic}
          onChange={(event) => setPublic(event.currentTarget.checked)}
        />
        <Text size="sm" c="dimmed">
          {question.email ? t('questions:office.mailAbout', { email: question.email }) : t('questions:office.noMail')}
        </Text>
        <Group justify="flex-end">
          <Button disabled={text.trim() === ''} loading={save.isPending} onClick={send}>
            {t('action.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
