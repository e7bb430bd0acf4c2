import { Alert, Button, Code, CopyButton, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { ActionButton } from '../../blocks/action-button.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'
import { NewTokenForm } from './new-token-form.tsx'
import { type Token, tokensQuery } from './settings-query.ts'

export function Tokens() {
  const { t } = useTranslation()
  const tokens = useQuery(tokensQuery)
  const [secret, setSecret] = useState<string>()
  const live = tokens.data?.items.filter((token) => token.revokedAt === null) ?? []
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('settings.tokensAbout')}
      </Text>
      {tokens.isPending && <Skeleton height={40} />}
      {live.map((token) => (
        <TokenRow key={token.id} token={token} />
      ))}
      {secret && (
        <Alert color="bottle" title={t('settings.tokenOnce')}>
          <Group gap="sm">
            <Code style={{ overflowWrap: 'anywhere' }}>{secret}</Code>
            <CopyButton value={secret}>
              {({ copied, copy }) => (
                <Button size="compact-sm" variant="default" onClick={copy}>
                  {copied ? t('action.copied') : t('action.copy')}
                </Button>
              )}
            </CopyButton>
          </Group>
        </Alert>
      )}
      <NewTokenForm onToken={setSecret} />
    </Stack>
  )
}

function TokenRow({ token }: { token: Token }) {
  const { t } = useTranslation()
  const params = { params: { path: { tokenId: token.id } } }
  const revoke = useAction(() => done(api.POST('/tokens/{tokenId}/revocation', params)), {
    refreshes: [['tokens']],
    done: t('settings.tokenRevoked', { name: token.name }),
  })
  const action = {
    label: t('settings.revoke'),
    confirm: t('settings.revokeSure', { name: token.name }),
    isDangerous: true,
    run: () => revoke.mutate(undefined),
  }
  return (
    <Group justify="space-between" wrap="nowrap">
      <div>
        <Text size="sm" fw={600}>
          {token.name}
        </Text>
        <Text size="sm" c="dimmed">
          {token.scopes.join(', ')} ·{' '}
          {token.lastUsedAt ? (
            <>
              {t('settings.tokenUsed')} <When at={token.lastUsedAt} ago />
            </>
          ) : (
            t('settings.tokenUnused')
          )}
        </Text>
      </div>
      <ActionButton action={action} isBusy={revoke.isPending} size="xs" />
    </Group>
  )
}
