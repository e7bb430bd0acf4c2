import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { AskModal } from '../../blocks/ask-modal.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'
import { type Incident, incidentsQuery } from './channels-query.ts'

/** What only a person can decide. Hidden while there is nothing. */
export function Incidents() {
  const { t } = useTranslation()
  const open = useQuery(incidentsQuery).data?.items ?? []
  if (open.length === 0) return null
  return (
    <Panel title={t('channels.incidents', { count: open.length })}>
      <Stack gap="md">
        {open.map((incident) => (
          <IncidentRow key={incident.id} incident={incident} />
        ))}
      </Stack>
    </Panel>
  )
}

function IncidentRow({ incident }: { incident: Incident }) {
  const { t } = useTranslation()
  const [isDeciding, deciding] = useDisclosure()
  const path = { incidentId: incident.id }
  const resolve = useAction(
    (resolution: string) =>
      done(api.POST('/incidents/{incidentId}/resolution', { params: { path }, body: { resolution } })),
    { refreshes: [['incidents'], ['today']], done: t('channels.decided') },
  )
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <div style={{ flex: '1 1 320px' }}>
        <Text size="sm" fw={600}>
          {incident.variantId ? (
            <Link to="/catalogue/$variantId" params={{ variantId: incident.variantId }}>
              {incident.title}
            </Link>
          ) : (
            (incident.title ?? incident.externalId)
          )}
        </Text>
        <Text size="sm">{t(`channels:incidents.${incident.kind}`)}</Text>
        <Text size="sm" c="dimmed">
          {incident.account} · <When at={incident.openedAt} />{' '}
          {incident.orderId && (
            <Link to="/orders/$orderId" params={{ orderId: incident.orderId }}>
              {t('orders.order', { number: incident.orderNumber })}
            </Link>
          )}
        </Text>
      </div>
      <Button size="xs" variant="default" onClick={deciding.open} loading={resolve.isPending}>
        {t('channels.decide')}
      </Button>
      <AskModal
        isOpen={isDeciding}
        isRequired
        title={t('channels.decide')}
        about={t(`channels:incidents.${incident.kind}`)}
        question={t('channels.decision')}
        onClose={deciding.close}
        onAnswer={(resolution) => resolve.mutate(resolution)}
      />
    </Group>
  )
}
