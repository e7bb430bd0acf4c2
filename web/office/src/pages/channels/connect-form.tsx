import { Button, Modal, NativeSelect, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'

/** What each channel asks of its seller; credentials are kept encrypted and never shown again. */
const channelFields = {
  discogs: { credentials: ['token'], addresses: ['baseUrl'] },
  ebay: {
    credentials: ['clientId', 'clientSecret', 'refreshToken'],
    addresses: ['baseUrl', 'mediaUrl', 'identityUrl'],
  },
} as const

type Channel = keyof typeof channelFields
type Fields = { channel: Channel; label: string; values: Record<string, string> }

const initialValues: Fields = { channel: 'discogs', label: '', values: {} }

const given = (names: readonly string[], values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (values[name]?.trim() ? [[name, values[name].trim()]] : [])))

const connect = ({ channel, label, values }: Fields) => {
  const { credentials, addresses } = channelFields[channel]
  const body = { channel, label, credentials: given(credentials, values), settings: given(addresses, values) }
  return answer(api.POST('/channels', { body }))
}

export function ConnectForm({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useForm({ initialValues })
  const connection = useMutation({
    mutationFn: connect,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['channels'] })
      form.reset()
      onClose()
    },
  })
  const { credentials, addresses } = channelFields[form.values.channel]
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('channels.connect')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form onSubmit={form.onSubmit((fields) => connection.mutate(fields))}>
        <Stack gap="sm">
          <NativeSelect
            label={t('channels.channel')}
            data={[
              { value: 'discogs', label: 'Discogs' },
              { value: 'ebay', label: 'eBay' },
            ]}
            {...form.getInputProps('channel')}
          />
          <TextInput
            label={t('channels.label')}
            description={t('channels.labelAbout')}
            required
            {...form.getInputProps('label')}
          />
          {credentials.map((name) => (
            <PasswordInput
              key={name}
              label={t(`channels.field.${name}`)}
              autoComplete="off"
              required
              visibilityToggleButtonProps={{ 'aria-label': t('channels.showSecret') }}
              {...form.getInputProps(`values.${name}`)}
            />
          ))}
          <details>
            <Text component="summary" size="sm">
              {t('channels.addresses')}
            </Text>
            {addresses.map((name) => (
              <TextInput
                key={name}
                size="xs"
                mt="xs"
                type="url"
                label={t(`channels.field.${name}`)}
                {...form.getInputProps(`values.${name}`)}
              />
            ))}
          </details>
          {connection.isError && <ProblemNotice error={connection.error} />}
          <Button type="submit" loading={connection.isPending}>
            {t('channels.connectNow')}
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
