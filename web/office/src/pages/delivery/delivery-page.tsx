import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Page } from '../../blocks/page.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { hoursQuery, methodsQuery } from './delivery-query.ts'
import { HoursForm } from './hours-form.tsx'
import { MethodForm } from './method-form.tsx'
import { ParcelTrial } from './parcel-trial.tsx'

/** What travels how and when, tried before buyers see it. */
export default function DeliveryPage() {
  const { t } = useTranslation('delivery')
  const { t: office } = useTranslation()
  const methods = useQuery(methodsQuery)
  const hours = useQuery(hoursQuery)
  return (
    <Page title={office('place.delivery')} about={t('office.about')}>
      <Stack gap="md">
        {methods.isError && <ProblemNotice error={methods.error} retry={() => void methods.refetch()} />}
        {methods.isPending && <Skeleton height={240} radius={8} />}
        {methods.data && <ParcelTrial />}
        {methods.data?.items.map((method) => (
          <Panel key={method.code} title={t(`kind.${method.kind}`)} aside={<code>{method.code}</code>}>
            <MethodForm method={method} />
          </Panel>
        ))}
        {hours.data && (
          <Panel title={t('office.collectionHours')}>
            <HoursForm hours={hours.data.items} />
          </Panel>
        )}
      </Stack>
    </Page>
  )
}
