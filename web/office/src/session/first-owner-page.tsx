import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../blocks/problem-notice.tsx'
import { createOwner } from './create-owner.ts'
import { Door } from './door.tsx'

const passwordCharsMin = 10

/** The first person of a new shop owns it. The terminal shows the address of this page, with a token that works once. */
export function FirstOwnerPage({ token, onReady }: { token: string; onReady: () => void }) {
  const { t } = useTranslation()
  const form = useForm({
    initialValues: { shopName: '', name: '', email: '', password: '' },
    validate: { password: (text) => (text.length < passwordCharsMin ? t('setup.passwordShort') : null) },
  })
  const creation = useMutation({ mutationFn: createOwner, onSuccess: onReady })
  return (
    <Door title={t('setup.title')}>
      <Text size="sm">{t('setup.about')}</Text>
      <form onSubmit={form.onSubmit((owner) => creation.mutate({ ...owner, token }))}>
        <Stack gap="sm">
          <TextInput label={t('setup.shopName')} required {...form.getInputProps('shopName')} />
          <TextInput label={t('setup.name')} autoComplete="name" required {...form.getInputProps('name')} />
          <TextInput
            label={t('signIn.email')}
            type="email"
            autoComplete="username"
            required
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label={t('signIn.password')}
            description={t('setup.passwordRule')}
            autoComplete="new-password"
            required
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            {...form.getInputProps('password')}
          />
          {creation.isError && <ProblemNotice error={creation.error} />}
          <Button type="submit" loading={creation.isPending} mt="xs">
            {t('setup.submit')}
          </Button>
        </Stack>
      </form>
    </Door>
  )
}
