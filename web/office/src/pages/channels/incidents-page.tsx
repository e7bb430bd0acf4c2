import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../blocks/empty.tsx'
import { FilterTabs } from '../../blocks/filter-tabs.tsx'
import { Page } from '../../blocks/page.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { incidentsQuery } from './channels-query.ts'
import { IncidentCard } from './incident-card.tsx'

/** Sales that crossed and what became of them: open ones oldest first, settled ones latest first. */
export default function IncidentsPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/incidents' })
  const state = search.state === 'closed' ? 'closed' : 'open'
  const incidents = useQuery(incidentsQuery(state))
  const openCount = useQuery(incidentsQuery('open')).data?.items.length
  const tabs = [
    { label: t('inbound:page.open'), search: {}, count: openCount },
    { label: t('inbound:page.closed'), search: { state: 'closed' } },
  ]
  return (
    <Page
      title={t('inbound:page.title')}
      back={{ to: '/channels', label: t('place.channels') }}
      about={t('inbound:page.about')}
    >
      <FilterTabs label={t('inbound:page.views')} tabs={tabs} current={{ state: search.state }} />
      <Stack gap="md" mt="md">
        {incidents.isError && <ProblemNotice error={incidents.error} retry={() => void incidents.refetch()} />}
        {incidents.isPending && <Skeleton height={160} radius={8} />}
        {incidents.data?.items.map((incident) => (
          <IncidentCard key={incident.id} incident={incident} />
        ))}
        {incidents.data?.items.length === 0 &&
          (state === 'open' ? (
            <Empty title={t('inbound:page.none')} about={t('inbound:page.noneAbout')} />
          ) : (
            <Empty title={t('inbound:page.noneClosed')} />
          ))}
      </Stack>
    </Page>
  )
}
