import { Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { col } from '../../blocks/columns.tsx'
import { Empty } from '../../blocks/empty.tsx'
import { FilterTabs } from '../../blocks/filter-tabs.tsx'
import { Page } from '../../blocks/page.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { QueryTable } from '../../blocks/query-table.tsx'
import { AuditCard } from './audit-card.tsx'
import { auditsQuery, type Drift, driftStates, driftsQuery } from './audit-query.ts'
import { DriftDecisions } from './drift-decisions.tsx'
import { useDriftWords } from './drift-words.ts'

export default function AuditPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/audit' })
  const filters = { state: driftStates.find((state) => state === search.state) }
  const audits = useQuery(auditsQuery)
  return (
    <Page title={t('place.audit')} about={t('audit.about')}>
      <Stack gap="md" mb="lg">
        {audits.isError && <ProblemNotice error={audits.error} retry={() => void audits.refetch()} />}
        {audits.isPending && <Skeleton height={150} radius={8} />}
        {audits.data?.items.map((audit) => (
          <AuditCard key={audit.accountId} audit={audit} />
        ))}
        {audits.data?.items.length === 0 && <Empty title={t('channels.none')} about={t('channels.noneAbout')} />}
      </Stack>
      <FilterTabs
        label={t('audit.views')}
        current={filters}
        tabs={[
          { label: t('audit.all'), search: {} },
          ...driftStates.map((state) => ({ label: t(`audit.view.${state}`), search: { state } })),
        ]}
      />
      <Drifts filters={filters} />
    </Page>
  )
}

function Drifts({ filters }: { filters: { state?: Drift['state'] | undefined } }) {
  const { t } = useTranslation()
  const words = useDriftWords()
  const columns = [
    col.title<Drift>('title', t('copy.title'), (drift) => drift.title || drift.sku || drift.remoteId),
    col.text<Drift>('kind', t('audit.what'), words.kind),
    col.text<Drift>('difference', t('audit.difference'), words.difference),
    col.text<Drift>('account', t('place.channels'), (drift) => drift.account),
    col.when<Drift>('seen', t('audit.seenAt'), (drift) => drift.lastSeenAt, { onPhone: 'hidden' }),
    col.text<Drift>('story', t('audit.done'), (drift) => <Text size="sm">{words.story(drift)}</Text>),
    col.state<Drift>('state', t('audit.stateTitle'), words.state),
  ]
  return (
    <QueryTable
      label={t('audit.drifts')}
      query={driftsQuery(filters)}
      columns={columns}
      rowId={(drift) => drift.id}
      rowMenu={(drift) => <DriftDecisions drift={drift} />}
      empty={{ title: t('audit.none'), about: t('audit.noneAbout') }}
    />
  )
}
