import { Button, Modal, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { type Account, type Connector, connectorsQuery } from './channels-query.ts'
import { ConnectorFields, connectionOf } from './connector-fields.tsx'

type Reconnection = { accountId: string; connector: Connector; values: Record<string, string> }
const initialValues: { values: Record<string, string> } = { values: {} }

const reconnect = ({ accountId, connector, values }: Reconnection) => {
  const params = { path: { accountId } }
  return done(api.POST('/channels/{accountId}/connection', { params, body: connectionOf(connector, values) }))
}

type ReconnectFormProps = { account: Account; isOpen: boolean; onClose: () => void }

/** New credentials for an account whose old ones are no longer accepted; left empty, the known ones are tried again. */
export function ReconnectForm({ account, isOpen, onClose }: ReconnectFormProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useForm({ initialValues })
  const { data } = useQuery({ ...connectorsQuery, enabled: isOpen })
  const connector = data?.items.find(({ name }) => name === account.channel)
  const reconnection = useMutation({
    mutationFn: reconnect,
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
      title={t('channels.reconnectTitle', { label: account.label })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      {connector && (
        <form
          onSubmit={form.onSubmit(({ values }) => reconnection.mutate({ accountId: account.id, connector, values }))}
        >
          <Stack gap="sm">
            <Text size="sm">{t('channels.reconnectAbout')}</Text>
            <ConnectorFields
              connector={connector}
              isOptional
              inputProps={(name) => form.getInputProps(`values.${name}`)}
            />
            {reconnection.isError && <ProblemNotice error={reconnection.error} />}
            <Button type="submit" loading={reconnection.isPending}>
              {t('channels.connectNow')}
            </Button>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
