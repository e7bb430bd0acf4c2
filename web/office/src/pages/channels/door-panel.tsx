import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Facts } from '../../blocks/facts.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { When } from '../../blocks/when.tsx'
import { countText } from '../../blocks/words.ts'
import { type Account, type Door, doorQuery } from './channels-query.ts'

/** Whether the marketplace tells us of sales by itself, and what came in that way. */
export function DoorPanel({ account }: { account: Account }) {
  const { t } = useTranslation()
  const door = useQuery(doorQuery(account.id)).data
  if (!door || account.postAddress !== null) return null
  const isOffered = door.offers === 'push and poll'
  const refusal =
    door.lastRefusal && t(`inbound:door.refusals.${door.lastRefusal.why}`, { defaultValue: door.lastRefusal.why })
  return (
    <Panel title={t('inbound:door.title')}>
      <Stack gap="sm">
        <Text size="sm">{t(`inbound:door.${standOf(door)}`, { label: account.label, message: door.lastError })}</Text>
        {isOffered && door.isReachable && (
          <Facts
            facts={[
              [
                t('inbound:door.last'),
                door.lastPushAt ? <When key="last" at={door.lastPushAt} ago /> : t('inbound:door.none'),
              ],
              [t('inbound:door.accepted'), countText(door.accepted)],
              [t('inbound:door.waitingCount'), door.waiting > 0 ? countText(door.waiting) : undefined],
              [t('inbound:door.refused'), door.refused > 0 ? `${countText(door.refused)} (${refusal})` : undefined],
              [
                t('inbound:door.address', { label: account.label }),
                <code key="address" style={{ overflowWrap: 'anywhere' }}>
                  {door.address}
                </code>,
              ],
            ]}
          />
        )}
      </Stack>
    </Panel>
  )
}

function standOf({ offers, isReachable, subscribedAt, lastError }: Door): string {
  if (offers === 'poll') return 'pollOnly'
  if (!isReachable) return 'notReachable'
  if (lastError) return 'failed'
  return subscribedAt ? 'subscribed' : 'waiting'
}
