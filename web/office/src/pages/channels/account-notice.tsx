import { Alert, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../blocks/action-button.tsx'
import { When } from '../../blocks/when.tsx'
import type { Account } from './channels-query.ts'
import { ReconnectForm } from './reconnect-form.tsx'

/** What is wrong with an account, since when, and what happens next or must be done. */
export function AccountNotice({ account }: { account: Account }) {
  const { lastError, breaker, health } = account
  const text = breaker.text ?? lastError?.text
  if (!text) return null
  return (
    <Alert color={health === 'blocked' ? 'tomato' : 'mustard'} mt="md" p="sm" role="status">
      <Group justify="space-between" gap="sm">
        <div style={{ flex: '1 1 260px' }}>
          <Text size="sm">{text}</Text>
          <Times account={account} />
        </div>
        {breaker.state === 'refused' && <Reconnect account={account} />}
      </Group>
    </Alert>
  )
}

function Times({ account: { breaker, lastError } }: { account: Account }) {
  const { t } = useTranslation()
  const since = breaker.since ?? lastError?.at
  return (
    <Text size="sm" c="dimmed">
      {since && (
        <>
          {t('channels.breakerSince')} <When at={since} />
        </>
      )}
      {breaker.state === 'half-open' && <> · {t('channels.probing')}</>}
      {breaker.state === 'open' && breaker.nextProbeAt && (
        <>
          {' '}
          · {t('channels.nextProbe')} <When at={breaker.nextProbeAt} />
        </>
      )}
    </Text>
  )
}

function Reconnect({ account }: { account: Account }) {
  const { t } = useTranslation()
  const [isOpen, form] = useDisclosure()
  return (
    <>
      <ActionButton size="xs" action={{ label: t('channels.reconnect'), run: form.open }} isBusy={false} />
      <ReconnectForm account={account} isOpen={isOpen} onClose={form.close} />
    </>
  )
}
