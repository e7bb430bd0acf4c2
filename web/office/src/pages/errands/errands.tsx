import { Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { ErrandCard } from './errand-card.tsx'
import { errandsQuery } from './errands-query.ts'
import { SaleMails } from './sale-mails.tsx'

/** As many as a person does in one sitting; the next come up as these are ticked. */
const shownMax = 20

/** A channel without an interface: what a person must do there, most urgent first, and what its mails said. */
export function Errands({ accountId, postAddress }: { accountId: string; postAddress: string }) {
  const { t } = useTranslation()
  const errands = useQuery(errandsQuery(accountId))
  const items = errands.data?.items ?? []
  return (
    <Stack gap="md" mt="md">
      <SaleMails accountId={accountId} />
      <Panel title={t('errands.title', { count: items.length })}>
        {errands.isError && <ProblemNotice error={errands.error} retry={() => void errands.refetch()} />}
        {errands.isPending && <Skeleton height={120} radius={8} />}
        {errands.data && items.length === 0 && <Text size="sm">{t('errands.none')}</Text>}
        <Stack gap="sm">
          {items.slice(0, shownMax).map((errand) => (
            <ErrandCard key={errand.listingId} errand={errand} postAddress={postAddress} />
          ))}
        </Stack>
        {items.length > shownMax && (
          <Text size="sm" c="dimmed" mt="sm">
            {t('errands.more', { count: items.length - shownMax })}
          </Text>
        )}
      </Panel>
    </Stack>
  )
}
