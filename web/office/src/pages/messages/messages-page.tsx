import { Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../blocks/empty.tsx'
import { FilterTabs } from '../../blocks/filter-tabs.tsx'
import { Page } from '../../blocks/page.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { When } from '../../blocks/when.tsx'
import { HoursPanel } from './hours-panel.tsx'
import { type ThreadRow, threadStates, threadsQuery, threadTones } from './messages-query.ts'

/** Conversations with visitors, who waits first. */
export default function MessagesPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/messages' })
  const state = threadStates.find((known) => known === search.state)
  const threads = useQuery(threadsQuery(state))
  const views = threadStates.map((known) => ({ label: t(`messages:office.view.${known}`), search: { state: known } }))
  return (
    <Page title={t('place.messages')} about={t('messages:office.about')}>
      <FilterTabs
        label={t('messages:office.views')}
        current={{ state }}
        tabs={[{ label: t('messages:office.view.all'), search: {} }, ...views]}
      />
      {threads.isError && <ProblemNotice error={threads.error} retry={() => void threads.refetch()} />}
      {threads.isPending && <Skeleton height={180} radius={8} />}
      {threads.data?.items.length === 0 && (
        <Empty title={t('messages:office.none')} about={t('messages:office.noneAbout')} />
      )}
      <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
        {threads.data?.items.map((thread) => (
          <ThreadItem key={thread.id} thread={thread} />
        ))}
      </Stack>
      <Stack mt="xl">
        <HoursPanel />
      </Stack>
    </Page>
  )
}

function ThreadItem({ thread }: { thread: ThreadRow }) {
  const { t } = useTranslation()
  return (
    <li className="card" style={{ padding: 12 }}>
      <Group justify="space-between" gap="sm">
        <div>
          <Link to="/messages/$threadId" params={{ threadId: thread.id }} style={{ color: 'inherit' }} data-row>
            <strong>{thread.subject}</strong>
          </Link>
          <Text size="sm" c="dimmed">
            {[thread.name, thread.orderNumber, thread.sku].filter(Boolean).join(' · ')} ·{' '}
            <When at={thread.updatedAt} ago />
          </Text>
        </div>
        <StateBadge words={t(`messages:office.states.${thread.state}`)} tone={threadTones[thread.state]} />
      </Group>
    </li>
  )
}
