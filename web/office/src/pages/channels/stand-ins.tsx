import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { Panel } from '../../blocks/panel.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { standInsQuery } from './channels-query.ts'

/** In the demo: the other channels, one press away. Nothing is shown where the sandbox does not run. */
export function StandIns() {
  const { t } = useTranslation()
  const waiting = useQuery(standInsQuery).data?.items ?? []
  const connect = useAction((channel: string) => done(api.POST('/demo/stand-ins', { body: { channel } })), {
    refreshes: [['channels'], ['stand-ins']],
    done: t('channels.standInConnected'),
  })
  if (waiting.length === 0) return null
  return (
    <Panel title={t('channels.standIns')}>
      <Text size="sm" mb="sm">
        {t('channels.standInsAbout')}
      </Text>
      <Group gap="xs">
        {waiting.map(({ channel, label }) => (
          <Button
            key={channel}
            size="xs"
            variant="default"
            loading={connect.isPending && connect.variables === channel}
            onClick={() => connect.mutate(channel)}
          >
            {label}
          </Button>
        ))}
      </Group>
    </Panel>
  )
}
