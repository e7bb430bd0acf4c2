import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { FilterTabs } from '../../blocks/filter-tabs.tsx'
import { Page } from '../../blocks/page.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { NotFound } from '../../frame/not-found.tsx'
import { Errands } from '../errands/errands.tsx'
import { AccountCard } from './account-card.tsx'
import { AccountListings } from './account-listings.tsx'
import { listingStates } from './account-words.ts'
import { accountsQuery } from './channels-query.ts'
import { DoorPanel } from './door-panel.tsx'
import { StandingPanel } from './standing-panel.tsx'

export default function AccountPage() {
  const { t } = useTranslation()
  const { accountId } = useParams({ from: '/channels/$accountId' })
  const search = useSearch({ from: '/channels/$accountId' })
  const filters = { state: listingStates.find((state) => state === search.state) }
  const accounts = useQuery(accountsQuery)
  if (accounts.isError) return <ProblemNotice error={accounts.error} retry={() => void accounts.refetch()} />
  if (!accounts.data) return <Skeleton height={240} radius={8} />

  const account = accounts.data.items.find(({ id }) => id === accountId)
  if (!account) return <NotFound />
  const tabs = listingStates.map((state) => ({
    label: t(`channels.states.${state}`),
    search: { state },
    count: account.counts[state],
  }))
  return (
    <Page title={account.label} back={{ to: '/channels', label: t('place.channels') }} about={account.seller}>
      <AccountCard account={account} />
      <div style={{ marginTop: 16 }}>
        <StandingPanel accountId={accountId} />
      </div>
      {account.postAddress && (
        <Errands accountId={accountId} postAddress={account.postAddress} waitingCount={account.counts.waiting} />
      )}
      <div style={{ marginTop: 16 }}>
        <DoorPanel account={account} />
      </div>
      <div style={{ marginTop: 24 }}>
        <FilterTabs
          label={t('channels.views')}
          current={filters}
          tabs={[{ label: t('channels.all'), search: {} }, ...tabs]}
        />
        <AccountListings accountId={accountId} filters={filters} isByHand={account.postAddress !== null} />
      </div>
    </Page>
  )
}
