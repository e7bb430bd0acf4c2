import { Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { When } from '../../blocks/when.tsx'
import { moneyText } from '../../blocks/words.ts'
import { RetryListing } from '../channels/account-listings.tsx'
import { useAccountWords } from '../channels/account-words.ts'
import { ListingWhy } from '../channels/listing-why.tsx'
import { type VariantListing, variantListingsQuery } from './catalogue-query.ts'

/** "Why is this not on eBay?", answered once per account. */
export function VariantListings({ variantId }: { variantId: string }) {
  const { t } = useTranslation()
  const listings = useQuery(variantListingsQuery(variantId))
  if (listings.isError) return <ProblemNotice error={listings.error} retry={() => void listings.refetch()} />
  if (!listings.data) return <Skeleton height={96} />
  if (listings.data.items.length === 0) return <Text size="sm">{t('copy.noListings')}</Text>
  return (
    <Stack gap="md">
      {listings.data.items.map((listing) => (
        <ListingRow key={listing.listingId} listing={listing} />
      ))}
    </Stack>
  )
}

function ListingRow({ listing }: { listing: VariantListing }) {
  const { t } = useTranslation()
  const words = useAccountWords()
  return (
    <div>
      <Group justify="space-between" gap="sm">
        <Group gap="xs">
          <Text size="sm" fw={600}>
            <Link to="/channels/$accountId" params={{ accountId: listing.accountId }} style={{ color: 'inherit' }}>
              {listing.account}
            </Link>
          </Text>
          <StateBadge {...words.listing(listing.state)} />
          {listing.priceMinor !== null && (
            <Text size="sm" fw={600}>
              {moneyText(listing.priceMinor)}
            </Text>
          )}
        </Group>
        {listing.state === 'rejected' && <RetryListing listingId={listing.listingId} />}
      </Group>
      <Text size="sm">{listing.lastError?.text ?? listing.text}</Text>
      <Text size="sm" c="dimmed">
        {listing.remoteId && <span className="mono">{listing.remoteId} </span>}
        {listing.proofAt && (
          <>
            {t('channels.readBack')} <When at={listing.proofAt} ago />
          </>
        )}
      </Text>
      <ListingWhy listing={listing} />
    </div>
  )
}
