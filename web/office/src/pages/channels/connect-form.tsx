import { Button, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { type Connector, connectorsQuery } from './channels-query.ts'
import { ConnectorFields, connectionOf } from './connector-fields.tsx'

type Fields = { channel: string; label: string; values: Record<string, string> }

const initialValues: Fields = { channel: '', label: '', values: {} }

type Connection = Omit<Fields, 'channel'> & { connector: Connector }

const connect = ({ connector, label, values }: Connection) =>
  answer(api.POST('/channels', { body: { channel: connector.name, label, ...connectionOf(connector, values) } }))

/** The form asks what the chosen marketplace asks for. */
export function ConnectForm({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useForm({ initialValues })
  const { data, error, refetch } = useQuery({ ...connectorsQuery, enabled: isOpen })
  const connectors = data?.items ?? []
  const chosen = connectors.find(({ name }) => name === form.values.channel) ?? connectors[0]
  const connection = useMutation({
    mutationFn: connect,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['channels'] })
      form.reset()
      onClose()
    },
  })
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('channels.connect')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      {error && <ProblemNotice error={error} retry={() => void refetch()} />}
      {chosen && (
        <form onSubmit={form.onSubmit((fields) => connection.mutate({ ...fields, connector: chosen }))}>
          <Stack gap="sm">
            <NativeSelect
              label={t('channels.channel')}
              data={connectors.map(({ name, label }) => ({ value: name, label }))}
              {...form.getInputProps('channel')}
            />
            <TextInput
              label={t('channels.label')}
              description={t('channels.labelAbout')}
              required
              {...form.getInputProps('label')}
            />
            <ConnectorFields
              key={chosen.name}
              connector={chosen}
              inputProps={(name) => form.getInputProps(`values.${name}`)}
            />
            {connection.isError && <ProblemNotice error={connection.error} />}
            <Button type="submit" loading={connection.isPending}>
              {t('channels.connectNow')}
            </Button>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
