import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'

const scopeChoices = {
  sell: ['catalog:read', 'stock:read', 'orders:*'],
  read: ['catalog:read', 'stock:read', 'orders:read', 'channels:read'],
  all: ['*'],
} as const

type ScopeChoice = keyof typeof scopeChoices

export function NewTokenForm({ onToken }: { onToken: (secret: string) => void }) {
  const { t } = useTranslation()
  const initialValues: { name: string; choice: ScopeChoice } = { name: '', choice: 'read' }
  const form = useForm({ initialValues })
  const create = useAction(
    ({ name, choice }: typeof initialValues) =>
      answer(api.POST('/tokens', { body: { name, scopes: [...scopeChoices[choice]] } })),
    { refreshes: [['tokens']] },
  )
  const submit = form.onSubmit((wanted) =>
    create.mutate(wanted, {
      onSuccess: ({ token }) => {
        onToken(token)
        form.reset()
      },
    }),
  )
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t('settings.tokenName')}
          placeholder={t('settings.tokenExample')}
          required
          {...form.getInputProps('name')}
        />
        <NativeSelect
          label={t('settings.tokenMay')}
          data={[
            { value: 'read', label: t('settings.scopes.read') },
            { value: 'sell', label: t('settings.scopes.sell') },
            { value: 'all', label: t('settings.scopes.all') },
          ]}
          {...form.getInputProps('choice')}
        />
        <Button type="submit" variant="default" loading={create.isPending}>
          {t('settings.createToken')}
        </Button>
      </Group>
    </form>
  )
}
