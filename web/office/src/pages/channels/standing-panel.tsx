import { Group, Stack, Switch, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { answer, api, type Body, done } from '../../api.ts'
import { Panel } from '../../blocks/panel.tsx'
import { StateBadge, type Tone } from '../../blocks/state-badge.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'

type Standing = Body<'/standings', 'get'>['items'][number]

const standingsQuery = queryOptions({
  queryKey: ['standings'],
  queryFn: () => answer(api.GET('/standings')),
  refetchInterval: 30_000,
})

const tones = { ok: 'good', watch: 'waiting', risk: 'bad', over: 'bad' } as const satisfies Record<
  Standing['status'],
  Tone
>

/** How near the account is to its vendor's limits. Hidden where the vendor has none we know of. */
export function StandingPanel({ accountId }: { accountId: string }) {
  const { t } = useTranslation()
  const standing = useQuery(standingsQuery).data?.items.find((one) => one.accountId === accountId)
  if (!standing || standing.measures.length === 0) return null
  return (
    <Panel
      title={t('standing.title')}
      aside={<StateBadge words={t(`standing:status.${standing.status}`)} tone={tones[standing.status]} />}
    >
      <Stack gap="xs">
        {standing.measures.map((measure) => (
          <div key={measure.name}>
            <Text size="sm">{measure.text}</Text>
            <Group gap="sm">
              {measure.orders.map((order) => (
                <Link key={order.orderId} to="/orders/$orderId" params={{ orderId: order.orderId }}>
                  {order.number}
                </Link>
              ))}
            </Group>
          </div>
        ))}
        {standing.throttledAt && (
          <Text size="sm" fw={600}>
            {t('standing.throttled')} <When at={standing.throttledAt} />
          </Text>
        )}
        <ThrottleSwitch standing={standing} />
      </Stack>
    </Panel>
  )
}

function ThrottleSwitch({ standing }: { standing: Standing }) {
  const { t } = useTranslation()
  const path = { accountId: standing.accountId }
  const change = useAction(
    (mayThrottle: boolean) =>
      done(api.PATCH('/channels/{accountId}/standing', { params: { path }, body: { mayThrottle } })),
    { refreshes: [['standings'], ['channels']], done: t('action.saved') },
  )
  return (
    <Switch
      size="sm"
      label={t('standing.mayThrottle')}
      description={t('standing.mayThrottleAbout')}
      checked={standing.mayThrottle}
      disabled={change.isPending}
      onChange={(event) => change.mutate(event.currentTarget.checked)}
    />
  )
}
