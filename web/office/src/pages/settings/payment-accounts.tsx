import { Button, Code, Group, PasswordInput, Skeleton, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Body } from '../../api.ts'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { useAction } from '../../blocks/use-action.ts'

type Account = Body<'/payment-accounts', 'get'>['items'][number]

const accountsQuery = queryOptions({
  queryKey: ['payment-accounts'],
  queryFn: () => answer(api.GET('/payment-accounts')),
})

/** How the shop may be paid: the providers with their keys, and the ways that need none. */
export function PaymentAccounts() {
  const { t } = useTranslation()
  const accounts = useQuery(accountsQuery)
  if (accounts.isError) return <ProblemNotice error={accounts.error} retry={() => void accounts.refetch()} />
  return (
    <Stack gap="lg">
      {accounts.isPending && <Skeleton height={220} />}
      {accounts.data?.items.map((account) => (
        <AccountForm key={account.provider} account={account} />
      ))}
      <div>
        <Text fw={600}>{t('payments:byHand')}</Text>
        <Text size="sm" c="dimmed">
          {t('payments:byHandAbout')}
        </Text>
      </div>
    </Stack>
  )
}

const startOf = ({ isOffered, isLive, publicKey, webhookId, descriptor }: Account) => ({
  isOffered,
  isLive,
  publicKey,
  webhookId,
  descriptor,
  secretKey: '',
  webhookSecret: '',
})

function AccountForm({ account }: { account: Account }) {
  const { t } = useTranslation()
  const form = useForm({ initialValues: startOf(account) })
  const { provider } = account
  const save = useAction(
    (body: ReturnType<typeof startOf>) =>
      answer(api.PUT('/payment-accounts/{provider}', { params: { path: { provider } }, body })),
    { refreshes: [accountsQuery.queryKey], done: t('action.saved') },
  )
  const submit = form.onSubmit((wanted) =>
    save.mutate(wanted, {
      onSuccess: () => {
        form.setValues({ secretKey: '', webhookSecret: '' })
        form.resetDirty()
      },
    }),
  )
  const label = (field: string) => t([`payments:field.${provider}.${field}`, `payments:field.${field}`])
  return (
    <form onSubmit={submit} aria-label={t(`payments:provider.${provider}`)}>
      <Stack gap="sm">
        <AccountHead account={account} />
        <Switch label={label('isOffered')} {...form.getInputProps('isOffered', { type: 'checkbox' })} />
        <Switch
          label={label('isLive')}
          description={t('payments:liveAbout')}
          {...form.getInputProps('isLive', { type: 'checkbox' })}
        />
        <TextInput
          required={account.hasSecretKey}
          maxLength={300}
          label={label('publicKey')}
          {...form.getInputProps('publicKey')}
        />
        <SecretInput label={label('secretKey')} isKept={account.hasSecretKey} {...form.getInputProps('secretKey')} />
        {provider === 'stripe' ? (
          <SecretInput
            label={label('webhookSecret')}
            isKept={account.hasWebhookSecret}
            {...form.getInputProps('webhookSecret')}
          />
        ) : (
          <TextInput maxLength={50} label={label('webhookId')} {...form.getInputProps('webhookId')} />
        )}
        <TextInput
          maxLength={22}
          label={label('descriptor')}
          description={t('payments:descriptorAbout')}
          {...form.getInputProps('descriptor')}
        />
        <Text size="sm" c="dimmed">
          {t('payments:hookAbout')}{' '}
          <Code
            style={{ overflowWrap: 'anywhere' }}
          >{`${window.location.origin}/api/v1/payment-hooks/${provider}`}</Code>
        </Text>
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {t('action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function AccountHead({ account }: { account: Account }) {
  const { t } = useTranslation()
  const { provider, isOffered, isConnected, isLive } = account
  const state = isOffered ? (isConnected ? (isLive ? 'live' : 'test') : 'standIn') : 'off'
  const tone = { live: 'good', test: 'waiting', standIn: 'waiting', off: 'quiet' } as const
  return (
    <Group justify="space-between">
      <div>
        <Text fw={600}>{t(`payments:provider.${provider}`)}</Text>
        <Text size="sm" c="dimmed">
          {t(`payments:methods.${provider}`)}
        </Text>
      </div>
      <StateBadge words={t(`payments:state.${state}`)} tone={tone[state]} />
    </Group>
  )
}

type SecretInputProps = {
  readonly label: string
  readonly isKept: boolean
  readonly value?: string
  readonly onChange?: (event: ChangeEvent<HTMLInputElement>) => void
}

/** What is stored is never shown; left empty it stays. */
function SecretInput({ isKept, ...input }: SecretInputProps) {
  const { t } = useTranslation()
  return (
    <PasswordInput
      autoComplete="off"
      maxLength={300}
      description={t(isKept ? 'payments:kept' : 'payments:notGiven')}
      {...input}
    />
  )
}
