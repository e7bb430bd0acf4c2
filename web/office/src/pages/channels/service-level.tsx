import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { secondsText } from '../../blocks/words.ts'
import type { Account } from './channels-query.ts'

/** How fast this marketplace took copies off that were sold elsewhere; its own pace where that is slower than ours. */
export function ServiceLevel({ account: { withdrawalMs, withdrawalFloorMs } }: { account: Account }) {
  const { t } = useTranslation()
  const { count, p50, p95, p99 } = withdrawalMs
  const floor =
    withdrawalFloorMs === null ? undefined : t('channels.serviceFloor', { time: secondsText(withdrawalFloorMs) })
  if (p50 === null || p95 === null || p99 === null)
    return floor === undefined ? null : <Words text={`${t('channels.serviceNone')} ${floor}`} />
  const times = { p50: secondsText(p50), p95: secondsText(p95), p99: secondsText(p99) }
  return <Words text={[t('channels.service', { count, ...times }), floor].filter(Boolean).join(' ')} />
}

const Words = ({ text }: { text: string }) => (
  <Text size="sm" mt="sm">
    {text}
  </Text>
)
