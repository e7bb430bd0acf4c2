import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { ActionButton } from '../../blocks/action-button.tsx'
import { col } from '../../blocks/columns.tsx'
import { QueryTable } from '../../blocks/query-table.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { SoldThere } from '../errands/sold-there.tsx'
import { useAccountWords } from './account-words.ts'
import { type Listing, type ListingState, listingsQuery } from './channels-query.ts'

type AccountListingsProps = { accountId: string; filters: { state?: ListingState | undefined }; isByHand: boolean }

const retriable: ReadonlySet<ListingState> = new Set(['rejected', 'waiting'])

/** What stands on one account, and in words why something does not. */
export function AccountListings({ accountId, filters, isByHand }: AccountListingsProps) {
  const { t } = useTranslation()
  const words = useAccountWords()
  const columns = [
    col.title<Listing>('title', t('copy.title'), (listing) =>
      [listing.artist, listing.title].filter(Boolean).join(' – '),
    ),
    col.text<Listing>('sku', t('copy.sku'), (listing) => <span className="mono">{listing.sku}</span>),
    col.text<Listing>('why', t('channels.why'), (listing) => <WhyNot listing={listing} />),
    col.when<Listing>('sent', t('channels.sentAt'), (listing) => listing.lastSentAt, { onPhone: 'hidden' }),
    col.when<Listing>('proof', t('channels.proofAt'), (listing) => listing.proofAt, { onPhone: 'hidden' }),
    col.state<Listing>('state', t('channels.listingState'), (listing) => words.listing(listing.state)),
  ]
  return (
    <QueryTable
      label={t('channels.listings')}
      query={listingsQuery(accountId, filters)}
      columns={columns}
      rowId={(listing) => listing.id}
      rowTo={(listing) => `/catalogue/${listing.variantId}`}
      rowMenu={(listing) =>
        isByHand
          ? listing.state === 'live' && <SoldThere listingId={listing.id} title={listing.title} />
          : retriable.has(listing.state) && <RetryListing listingId={listing.id} />
      }
      empty={{ title: t('channels.noListings'), about: t('channels.noListingsAbout') }}
    />
  )
}

function WhyNot({ listing }: { listing: Listing }) {
  const { t } = useTranslation()
  const reason = listing.withheld && t(`channels:reasons.${listing.withheld}`, { defaultValue: listing.withheld })
  const pending = listing.isPending ? t('channels.willSend') : ''
  return (
    <Text size="sm" lineClamp={2}>
      {listing.lastError?.text ?? reason ?? pending}
    </Text>
  )
}

export function RetryListing({ listingId }: { listingId: string }) {
  const { t } = useTranslation()
  const params = { params: { path: { listingId } } }
  const retry = useAction(() => done(api.POST('/listings/{listingId}/retry', params)), {
    refreshes: [['channels'], ['variants']],
    done: t('channels.retried'),
  })
  const action = { label: t('channels.retry'), run: () => retry.mutate(undefined) }
  return <ActionButton size="xs" action={action} isBusy={retry.isPending} />
}
