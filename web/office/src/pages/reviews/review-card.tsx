import { Button, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { StateBadge, type Tone } from '../../blocks/state-badge.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'
import { AnswerModal, RejectModal } from './review-modals.tsx'
import type { Review } from './reviews-query.ts'

const tones = { waiting: 'waiting', published: 'good', rejected: 'quiet' } as const satisfies Record<
  Review['state'],
  Tone
>

/** One review with what may be done about it. */
export function ReviewCard({ review }: { review: Review }) {
  const { t } = useTranslation()
  return (
    <article className="card" style={{ padding: 16 }}>
      <Group justify="space-between" gap="sm">
        <Text fw={700}>
          {'★'.repeat(review.shopStars)} {review.author}
        </Text>
        <StateBadge words={t(`reviews:office.states.${review.state}`)} tone={tones[review.state]} />
      </Group>
      <Text size="sm" c="dimmed">
        <Link to="/orders/$orderId" params={{ orderId: review.orderId }}>
          {review.orderNumber}
        </Link>{' '}
        · <When at={review.submittedAt} ago />
        {review.rejectionReason && ` · ${t(`reviews:reason.${review.rejectionReason}`)}`}
      </Text>
      <Text mt="xs" style={{ whiteSpace: 'pre-line' }}>
        {review.body}
      </Text>
      {review.copies.map((copy) => (
        <Text key={copy.title} size="sm">
          {copy.title} ({copy.mediaGrade ?? '–'}): <strong>{t(`reviews:verdict.${copy.verdict}`)}</strong>
        </Text>
      ))}
      {review.answer && (
        <Text mt="xs" size="sm" style={{ borderLeft: '3px solid var(--green)', paddingLeft: 10 }}>
          {review.answer}
        </Text>
      )}
      <ReviewMoves review={review} />
    </article>
  )
}

const refreshes = [['reviews']]

function ReviewMoves({ review }: { review: Review }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<'reject' | 'answer'>()
  const params = { params: { path: { reviewId: review.id } } }
  const publish = useAction(() => done(api.POST('/reviews/{reviewId}/publication', params)), {
    refreshes,
    done: t('reviews:office.published'),
  })
  return (
    <Group gap="xs" mt="sm">
      {review.state !== 'published' && (
        <Button size="xs" loading={publish.isPending} onClick={() => publish.mutate(undefined)}>
          {t('reviews:office.publish')}
        </Button>
      )}
      {review.state !== 'rejected' && (
        <Button size="xs" variant="default" onClick={() => setAsking('reject')}>
          {t('reviews:office.reject')}
        </Button>
      )}
      {review.state === 'published' && (
        <Button size="xs" variant="default" onClick={() => setAsking('answer')}>
          {t('reviews:office.answer')}
        </Button>
      )}
      <RejectModal review={review} isOpen={asking === 'reject'} onClose={() => setAsking(undefined)} />
      <AnswerModal review={review} isOpen={asking === 'answer'} onClose={() => setAsking(undefined)} />
    </Group>
  )
}
