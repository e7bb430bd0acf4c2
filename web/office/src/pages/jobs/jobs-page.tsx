import { Text } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { ActionButton } from '../../blocks/action-button.tsx'
import { col } from '../../blocks/columns.tsx'
import { FilterTabs } from '../../blocks/filter-tabs.tsx'
import { Page } from '../../blocks/page.tsx'
import { QueryTable } from '../../blocks/query-table.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { type Job, type JobState, jobsQuery } from './jobs-query.ts'

const shownStates = ['failed', 'retry', 'active', 'created', 'completed'] as const satisfies readonly JobState[]

export default function JobsPage() {
  const { t } = useTranslation()
  const filters = useSearch({ from: '/jobs' })
  const state = shownStates.find((known) => known === filters.state) ?? 'failed'
  const columns = [
    col.title<Job>('name', t('jobs.name'), (job) => <JobName job={job} />),
    col.when<Job>('createdOn', t('jobs.createdAt'), (job) => job.createdOn),
    col.text<Job>('tries', t('jobs.tries'), (job) => `${job.retryCount}/${job.retryLimit}`),
    col.text<Job>('error', t('jobs.error'), (job) => (
      <Text size="sm" lineClamp={2} title={job.lastError ?? ''}>
        {job.lastError ?? '–'}
      </Text>
    )),
  ]
  const tabs = shownStates.map((name) => ({
    label: t(`jobs.states.${name}`),
    search: name === 'failed' ? {} : { state: name },
  }))
  return (
    <Page title={t('place.jobs')} about={t('jobs.about')}>
      <FilterTabs label={t('jobs.views')} current={filters} tabs={tabs} />
      <QueryTable
        label={t('place.jobs')}
        query={jobsQuery(state)}
        columns={columns}
        rowId={(job) => job.id}
        {...(state === 'failed' && { rowMenu: (job: Job) => <RetryButton job={job} /> })}
        empty={{ title: t('jobs.none'), about: state === 'failed' ? t('jobs.noneFailed') : '' }}
      />
    </Page>
  )
}

function JobName({ job }: { job: Job }) {
  const { t } = useTranslation()
  return (
    <>
      {t(`jobs.names.${job.name}`, { defaultValue: job.name })}
      <Text size="xs" c="dimmed" className="mono">
        {job.name}
      </Text>
    </>
  )
}

function RetryButton({ job }: { job: Job }) {
  const { t } = useTranslation()
  const retry = useAction(() => done(api.POST('/jobs/{jobId}/retry', { params: { path: { jobId: job.id } } })), {
    refreshes: [['jobs'], ['today']],
    done: t('jobs.retried'),
  })
  return (
    <ActionButton
      size="xs"
      action={{ label: t('jobs.retry'), run: () => retry.mutate(undefined) }}
      isBusy={retry.isPending}
    />
  )
}
