import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { When } from '../../blocks/when.tsx'
import { secondsText } from '../../blocks/words.ts'
import type { VariantListing } from '../catalogue/catalogue-query.ts'

/** What holds a listing up, and what was last said about it: for whoever wants to know exactly. */
export function ListingWhy({ listing: { hindrance, lastExchange } }: { listing: VariantListing }) {
  const { t } = useTranslation()
  return (
    <>
      {hindrance && (
        <Text size="sm">
          {hindrance.text}{' '}
          {hindrance.until && (
            <Text span size="sm" c="dimmed">
              {t('channels.nextTry')} <When at={hindrance.until} />
            </Text>
          )}
        </Text>
      )}
      {lastExchange && (
        <details>
          <Text component="summary" size="sm" c="dimmed">
            {t('channels.lastExchange')} <When at={lastExchange.at} ago />
          </Text>
          <Text size="xs" className="mono" style={{ overflowWrap: 'anywhere' }}>
            {lastExchange.method} {lastExchange.path} → {lastExchange.status ?? t('channels.noAnswer')},{' '}
            {secondsText(lastExchange.durationMs)}
            <br />
            {lastExchange.answer}
          </Text>
        </details>
      )}
    </>
  )
}
