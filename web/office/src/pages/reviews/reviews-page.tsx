import { Button, Skeleton, Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../blocks/empty.tsx'
import { FilterTabs } from '../../blocks/filter-tabs.tsx'
import { Page } from '../../blocks/page.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { AccuracyPanel } from './accuracy-panel.tsx'
import { ReviewCard } from './review-card.tsx'
import { reviewStates, reviewsQuery } from './reviews-query.ts'

/** What buyers wrote, to be read before it is shown. */
export default function ReviewsPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/reviews' })
  const state = reviewStates.find((known) => known === search.state)
  const list = useInfiniteQuery(reviewsQuery(state))
  const reviews = list.data?.pages.flatMap(({ items }) => items) ?? []
  const views = reviewStates.map((known) => ({ label: t(`reviews:office.view.${known}`), search: { state: known } }))
  return (
    <Page title={t('place.reviews')} about={t('reviews:office.about')}>
      <FilterTabs
        label={t('reviews:office.views')}
        current={{ state }}
        tabs={[{ label: t('reviews:office.view.all'), search: {} }, ...views]}
      />
      {list.isError && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Skeleton height={180} radius={8} />}
      {list.isSuccess && reviews.length === 0 && (
        <Empty title={t('reviews:office.none')} about={t('reviews:office.noneAbout')} />
      )}
      <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {reviews.map((review) => (
          <li key={review.id}>
            <ReviewCard review={review} />
          </li>
        ))}
      </Stack>
      {list.hasNextPage && (
        <Button variant="default" mt="sm" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
      <Stack mt="xl">
        <AccuracyPanel />
      </Stack>
    </Page>
  )
}
