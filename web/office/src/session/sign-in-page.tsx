import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../blocks/problem.ts'
import { ProblemNotice } from '../blocks/problem-notice.tsx'
import { CodeForm } from './code-form.tsx'
import { Door } from './door.tsx'
import { signIn } from './sign-in.ts'

type DemoSignIn = { email: string; password: string }

/** `demo` is what the API tells about the demo shop, and nothing on a real one. */
export function SignInPage({ demo, onSignedIn }: { demo: DemoSignIn | undefined; onSignedIn: () => void }) {
  const { t } = useTranslation()
  const [wantsCode, setWantsCode] = useState(false)
  const form = useForm({ initialValues: { email: '', password: '' } })
  const entry = useMutation({
    mutationFn: signIn,
    onSuccess: (answer) => (answer === 'code-wanted' ? setWantsCode(true) : onSignedIn()),
  })
  const isWrong = entry.error instanceof Problem && entry.error.status === 401

  if (wantsCode) return <CodeForm onSignedIn={onSignedIn} />
  return (
    <Door title={t('signIn.title')}>
      <form onSubmit={form.onSubmit((person) => entry.mutate(person))}>
        <Stack gap="sm">
          <TextInput
            label={t('signIn.email')}
            type="email"
            autoComplete="username"
            required
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label={t('signIn.password')}
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            {...form.getInputProps('password')}
            error={isWrong && t('signIn.wrong')}
          />
          {entry.isError && !isWrong && <ProblemNotice error={entry.error} />}
          <Button type="submit" loading={entry.isPending} mt="xs">
            {t('signIn.submit')}
          </Button>
        </Stack>
      </form>
      {demo && (
        <Stack gap={4} align="flex-start">
          <Text size="sm" c="dimmed">
            {t('signIn.demo')}
          </Text>
          <Button variant="default" size="xs" onClick={() => form.setValues(demo)}>
            {demo.email} · {demo.password}
          </Button>
        </Stack>
      )}
    </Door>
  )
}
