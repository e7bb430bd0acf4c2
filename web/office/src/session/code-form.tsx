import { Button, PinInput, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../blocks/problem-notice.tsx'
import { Door } from './door.tsx'
import { sendCode } from './sign-in.ts'

const codeDigits = 6

/** The second factor; sends itself when the last digit is there. */
export function CodeForm({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useTranslation()
  const entry = useMutation({ mutationFn: sendCode, onSuccess: onSignedIn })
  return (
    <Door title={t('signIn.codeTitle')}>
      <Text size="sm">{t('signIn.codeAbout')}</Text>
      <Stack gap="sm">
        <PinInput
          length={codeDigits}
          type="number"
          oneTimeCode
          autoFocus
          aria-label={t('signIn.codeTitle')}
          disabled={entry.isPending}
          onComplete={(code) => entry.mutate(code)}
        />
        {entry.isError && <ProblemNotice error={entry.error} />}
        {entry.isPending && <Button loading>{t('signIn.submit')}</Button>}
      </Stack>
    </Door>
  )
}
