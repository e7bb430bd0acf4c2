import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../blocks/empty.tsx'
import { Page } from '../../blocks/page.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { todayText } from '../../blocks/words.ts'
import { TaskRow } from './task-row.tsx'
import { todayQuery } from './today-query.ts'

const skeletonRows = ['a', 'b', 'c', 'd']

/** What must be done, in the order to do it. What needs nobody is not shown. */
export default function TodayPage() {
  const { t } = useTranslation()
  const today = useQuery(todayQuery)
  const open = today.data?.tasks.filter((task) => task.count > 0) ?? []
  return (
    <Page title={t('place.today')} about={todayText()}>
      {today.isError && <ProblemNotice error={today.error} retry={() => void today.refetch()} />}
      {today.isPending && (
        <Stack gap="xs">
          {skeletonRows.map((row) => (
            <Skeleton key={row} height={76} radius={8} />
          ))}
        </Stack>
      )}
      {open.length > 0 && (
        <Stack component="ol" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
          {open.map((task) => (
            <TaskRow key={task.kind} task={task} />
          ))}
        </Stack>
      )}
      {today.isSuccess && open.length === 0 && <Empty title={t('today.nothing')} about={t('today.nothingAbout')} />}
    </Page>
  )
}
