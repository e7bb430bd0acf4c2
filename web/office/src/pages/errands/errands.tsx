import { Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { ErrandCard } from './errand-card.tsx'
import { errandsQuery } from './errands-query.ts'
import { SaleMails } from './sale-mails.tsx'

type ErrandsProps = { accountId: string; postAddress: string; waitingCount: number }

/** A channel without an interface: what must be done there, what may be posted there, and what its mails said. */
export function Errands({ accountId, postAddress, waitingCount }: ErrandsProps) {
  const { t } = useTranslation()
  const errands = useQuery(errandsQuery(accountId))
  const due = errands.data?.items.filter(({ step }) => step !== 'post') ?? []
  const posts = errands.data?.items.filter(({ step }) => step === 'post') ?? []
  return (
    <Stack gap="md" mt="md">
      <Panel title={t('errands.title', { count: due.length })}>
        {errands.isError && <ProblemNotice error={errands.error} retry={() => void errands.refetch()} />}
        {errands.isPending && <Skeleton height={120} radius={8} />}
        {errands.data && due.length === 0 && <Text size="sm">{t('errands.none')}</Text>}
        <Stack gap="sm">
          {due.map((errand) => (
            <ErrandCard key={errand.listingId} errand={errand} postAddress={postAddress} />
          ))}
        </Stack>
      </Panel>
      <SaleMails accountId={accountId} />
      {posts.length > 0 && (
        <Panel title={t('errands.posts', { count: Math.max(waitingCount, posts.length) })}>
          <Text size="sm" c="dimmed" mb="sm">
            {t('errands.postsAbout')}
          </Text>
          <Stack gap="sm">
            {posts.map((errand) => (
              <ErrandCard key={errand.listingId} errand={errand} postAddress={postAddress} />
            ))}
          </Stack>
        </Panel>
      )}
    </Stack>
  )
}
