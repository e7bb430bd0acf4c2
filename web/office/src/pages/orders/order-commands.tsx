import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../blocks/panel.tsx'
import { StateBadge, type Tone } from '../../blocks/state-badge.tsx'
import { When } from '../../blocks/when.tsx'
import { agoText } from '../../blocks/words.ts'
import { reasonText } from '../channels/incident-words.ts'
import { type Command, commandsQuery } from './orders-query.ts'

const tones = { waiting: 'waiting', done: 'good', rejected: 'bad' } as const satisfies Record<Command['state'], Tone>

/** What the marketplace of this order was told, and what it answered. Hidden for orders that nobody is told of. */
export function OrderCommands({ orderId }: { orderId: string }) {
  const { t } = useTranslation()
  const commands = useQuery(commandsQuery(orderId)).data?.items ?? []
  if (commands.length === 0) return null
  return (
    <Panel title={t('inbound:order.told')}>
      <Stack gap="sm">
        {commands.map((command) => (
          <div key={command.id}>
            <Text size="sm" fw={600}>
              {t(`inbound:commands.${command.step}`, { channel: command.channelLabel })}
            </Text>
            <Text size="sm" c="dimmed" component="div">
              <StateBadge words={t(`inbound:commandStates.${command.state}`)} tone={tones[command.state]} />{' '}
              <When at={command.answeredAt ?? command.requestedAt} />
            </Text>
            <CommandTrouble command={command} />
          </div>
        ))}
      </Stack>
    </Panel>
  )
}

function CommandTrouble({ command }: { command: Command }) {
  const { t } = useTranslation()
  const { state, attempts, lastError, nextTryAt, reasons, channelLabel } = command
  if (state === 'rejected')
    return <Text size="sm">{reasons.map((reason) => reasonText(t, channelLabel, reason)).join(' ')}</Text>
  if (state !== 'waiting' || attempts === 0) return null
  return (
    <Text size="sm">
      {t('channels:errors.unknown', { message: lastError })} {t('inbound:order.nextTry', { when: agoText(nextTryAt) })}
    </Text>
  )
}
