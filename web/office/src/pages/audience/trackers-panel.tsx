import { Button, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { ActionButton } from '../../blocks/action-button.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { purposes, type Tracker, trackerKinds, trackersQuery } from './audience-query.ts'

const refreshes = [['trackers']]

/** Trackers of others: each asks visitors for their consent. */
export function TrackersPanel() {
  const { t } = useTranslation()
  const { data } = useQuery(trackersQuery)
  return (
    <Panel title={t('consent:office.title')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('consent:office.about')}
        </Text>
        {data?.items.length === 0 && <Text size="sm">{t('consent:office.none')}</Text>}
        {data && data.items.length > 0 && (
          <Table>
            <Table.Tbody>
              {data.items.map((tracker) => (
                <TrackerRow key={tracker.id} tracker={tracker} />
              ))}
            </Table.Tbody>
          </Table>
        )}
        {data && <Text size="sm">{t('consent:office.choices', data.choices)}</Text>}
        <NewTracker />
      </Stack>
    </Panel>
  )
}

function TrackerRow({ tracker }: { tracker: Tracker }) {
  const { t } = useTranslation()
  const remove = useAction(
    () => done(api.DELETE('/trackers/{trackerId}', { params: { path: { trackerId: tracker.id } } })),
    { refreshes, done: t('consent:office.removed') },
  )
  const action = {
    label: t('consent:office.remove'),
    confirm: t('consent:office.removeConfirm'),
    isDangerous: true,
    run: () => remove.mutate(undefined),
  }
  return (
    <Table.Tr>
      <Table.Td>{t(`consent:kind.${tracker.kind}`)}</Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{tracker.identifier}</Table.Td>
      <Table.Td>{t(`consent:purpose.${tracker.purpose}`)}</Table.Td>
      <Table.Td style={{ textAlign: 'end' }}>
        <ActionButton action={action} isBusy={remove.isPending} size="xs" />
      </Table.Td>
    </Table.Tr>
  )
}

function NewTracker() {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Tracker['kind']>('ga4')
  const [purpose, setPurpose] = useState<Tracker['purpose']>('audience')
  const [identifier, setIdentifier] = useState('')
  const add = useAction(() => done(api.POST('/trackers', { body: { kind, purpose, identifier: identifier.trim() } })), {
    refreshes,
    done: t('consent:office.added'),
  })
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label={t('consent:office.kind')}
        data={trackerKinds.map((value) => ({ value, label: t(`consent:kind.${value}`) }))}
        value={kind}
        onChange={(value) => setKind(trackerKinds.find((known) => known === value) ?? 'ga4')}
      />
      <Select
        label={t('consent:office.purpose')}
        data={purposes.map((value) => ({ value, label: t(`consent:purpose.${value}`) }))}
        value={purpose}
        onChange={(value) => setPurpose(purposes.find((known) => known === value) ?? 'audience')}
      />
      <TextInput
        label={t('consent:office.identifier')}
        description={t('consent:office.identifierAbout')}
        value={identifier}
        onChange={(event) => setIdentifier(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={identifier.trim() === ''}
        loading={add.isPending}
        onClick={() => add.mutate(undefined, { onSuccess: () => setIdentifier('') })}
      >
        {t('consent:office.add')}
      </Button>
    </Group>
  )
}
