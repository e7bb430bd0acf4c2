import { Button, Skeleton, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../blocks/empty.tsx'
import { Page } from '../../blocks/page.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { AccountCard } from './account-card.tsx'
import { accountsQuery } from './channels-query.ts'
import { ConnectForm } from './connect-form.tsx'
import { Incidents } from './incidents.tsx'
import { StandIns } from './stand-ins.tsx'

export default function ChannelsPage() {
  const { t } = useTranslation()
  const accounts = useQuery(accountsQuery)
  const [isConnecting, connect] = useDisclosure()
  const connectButton = (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={connect.open}>
      {t('channels.connect')}
    </Button>
  )
  const actions = (
    <>
      <Button variant="default" component={Link} to="/double-sales">
        {t('doubleSales.title')}
      </Button>
      {connectButton}
    </>
  )
  return (
    <Page title={t('place.channels')} about={t('channels.about')} actions={actions}>
      <Stack gap="md">
        <Incidents />
        {accounts.isError && <ProblemNotice error={accounts.error} retry={() => void accounts.refetch()} />}
        {accounts.isPending && <Skeleton height={180} radius={8} />}
        {accounts.data?.items.map((account) => (
          <AccountCard key={account.id} account={account} />
        ))}
        <StandIns />
        {accounts.data?.items.length === 0 && (
          <Empty title={t('channels.none')} about={t('channels.noneAbout')} action={connectButton} />
        )}
      </Stack>
      <ConnectForm isOpen={isConnecting} onClose={connect.close} />
    </Page>
  )
}
