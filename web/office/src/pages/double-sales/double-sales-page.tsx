import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../blocks/empty.tsx'
import { Page } from '../../blocks/page.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { ArbitrationCard } from './arbitration-card.tsx'
import { CostsForm } from './costs-form.tsx'
import { arbitrationSettingsQuery, arbitrationsQuery } from './double-sales-query.ts'

/** Copies sold twice: who kept them and why, and what each loss is held to cost. */
export default function DoubleSalesPage() {
  const { t } = useTranslation()
  const arbitrations = useQuery(arbitrationsQuery)
  const settings = useQuery(arbitrationSettingsQuery)
  return (
    <Page
      title={t('doubleSales.title')}
      about={t('doubleSales.about')}
      back={{ to: '/channels', label: t('place.channels') }}
    >
      <Stack gap="md" maw={860}>
        {arbitrations.isError && <ProblemNotice error={arbitrations.error} retry={() => void arbitrations.refetch()} />}
        {arbitrations.isPending && <Skeleton height={160} radius={8} />}
        {arbitrations.data?.items.map((arbitration) => (
          <ArbitrationCard key={arbitration.id} arbitration={arbitration} />
        ))}
        {arbitrations.data?.items.length === 0 && (
          <Empty title={t('doubleSales.none')} about={t('doubleSales.noneAbout')} />
        )}
        <Panel title={t('doubleSales.costs')}>
          {settings.data ? <CostsForm settings={settings.data} /> : <Skeleton height={320} />}
        </Panel>
      </Stack>
    </Page>
  )
}
