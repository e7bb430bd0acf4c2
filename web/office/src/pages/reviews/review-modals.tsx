import { Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import { type Review, rejectionReasons } from './reviews-query.ts'

type ModalProps = { review: Review; isOpen: boolean; onClose: () => void }

const refreshes = [['reviews']]
type Reason = (typeof rejectionReasons)[number]

export function RejectModal({ review, isOpen, onClose }: ModalProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState<Reason>()
  const reject = useAction(
    (chosen: Reason) =>
      done(
        api.POST('/reviews/{reviewId}/rejection', {
          params: { path: { reviewId: review.id } },
          body: { reason: chosen },
        }),
      ),
    { refreshes, done: t('reviews:office.rejected') },
  )
  const send = () => reason && reject.mutate(reason, { onSuccess: onClose })
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('reviews:office.reject')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('reviews:office.rejectAbout')}</Text>
        <Radio.Group
          label={t('reviews:office.reason')}
          value={reason ?? ''}
          onChange={(value) => setReason(rejectionReasons.find((known) => known === value))}
        >
          <Stack gap="xs" mt="xs">
            {rejectionReasons.map((known) => (
              <Radio key={known} value={known} label={t(`reviews:reason.${known}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button disabled={!reason} loading={reject.isPending} onClick={send}>
            {t('reviews:office.reject')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

export function AnswerModal({ review, isOpen, onClose }: ModalProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(review.answer ?? '')
  const save = useAction(
    (answer: string) =>
      done(api.PUT('/reviews/{reviewId}/answer', { params: { path: { reviewId: review.id } }, body: { answer } })),
    { refreshes, done: t('reviews:office.answered') },
  )
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('reviews:office.answer')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack gap="sm">
        <Textarea
          label={t('reviews:office.yourAnswer')}
          autosize
          minRows={4}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button loading={save.isPending} onClick={() => save.mutate(text, { onSuccess: onClose })}>
            {t('action.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
