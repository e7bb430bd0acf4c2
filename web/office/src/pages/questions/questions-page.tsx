import { Button, Skeleton, Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../blocks/empty.tsx'
import { FilterTabs } from '../../blocks/filter-tabs.tsx'
import { Page } from '../../blocks/page.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { QuestionCard } from './question-card.tsx'
import { questionStates, questionsQuery } from './questions-query.ts'

/** What visitors ask about a record. */
export default function QuestionsPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/questions' })
  const state = questionStates.find((known) => known === search.state)
  const list = useInfiniteQuery(questionsQuery(state))
  const questions = list.data?.pages.flatMap(({ items }) => items) ?? []
  const views = questionStates.map((known) => ({
    label: t(`questions:office.view.${known}`),
    search: { state: known },
  }))
  return (
    <Page title={t('place.questions')} about={t('questions:office.about')}>
      <FilterTabs
        label={t('questions:office.views')}
        current={{ state }}
        tabs={[{ label: t('questions:office.view.all'), search: {} }, ...views]}
      />
      {list.isError && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Skeleton height={180} radius={8} />}
      {list.isSuccess && questions.length === 0 && (
        <Empty title={t('questions:office.none')} about={t('questions:office.noneAbout')} />
      )}
      <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {questions.map((question) => (
          <li key={question.id}>
            <QuestionCard question={question} />
          </li>
        ))}
      </Stack>
      {list.hasNextPage && (
        <Button variant="default" mt="sm" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </Page>
  )
}
