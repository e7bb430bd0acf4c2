import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { answer, api, type Body, done } from '../../api.ts'
import { Empty } from '../../blocks/empty.tsx'
import { Page } from '../../blocks/page.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'

type Entry = Body<'/waiting-entries', 'get'>['items'][number]

const waitingQuery = queryOptions({
  queryKey: ['waiting-entries'],
  queryFn: () => answer(api.GET('/waiting-entries')),
  refetchInterval: 15_000,
})

/** Who waits for which copy, one panel a copy. */
export default function WaitingPage() {
  const { t } = useTranslation('waiting')
  const { t: office } = useTranslation()
  const entries = useQuery(waitingQuery)
  const lines = Map.groupBy(entries.data?.items ?? [], ({ variantId }) => variantId)
  return (
    <Page title={office('place.waiting')} about={t('office.about')}>
      {entries.isError && <ProblemNotice error={entries.error} retry={() => void entries.refetch()} />}
      {entries.isPending && <Skeleton height={180} radius={8} />}
      {entries.data?.items.length === 0 && <Empty title={t('office.none')} about={t('office.noneAbout')} />}
      <Stack gap="md">
        {[...lines].map(([variantId, line]) => (
          <Line key={variantId} variantId={variantId} line={line} />
        ))}
      </Stack>
    </Page>
  )
}

function Line({ variantId, line }: { variantId: string; line: readonly Entry[] }) {
  const [first] = line
  const title = [first?.artist, first?.title].filter(Boolean).join(' – ')
  const aside = (
    <Link to="/catalogue/$variantId" params={{ variantId }}>
      {first?.sku}
    </Link>
  )
  return (
    <Panel title={title} aside={aside}>
      <Stack component="ol" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
        {line.map((entry) => (
          <Place key={entry.id} entry={entry} />
        ))}
      </Stack>
    </Panel>
  )
}

const clock = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Paris' })

function Place({ entry }: { entry: Entry }) {
  const { t } = useTranslation('waiting')
  const remove = useAction(
    () => done(api.DELETE('/waiting-entries/{entryId}', { params: { path: { entryId: entry.id } } })),
    { refreshes: [['waiting-entries']], done: t('office.removed') },
  )
  return (
    <li>
      <Group justify="space-between" gap="sm">
        <div>
          {t('office.place', { place: entry.place })} · <strong>{entry.email}</strong>{' '}
          <Text span size="sm" c="dimmed">
            <When at={entry.joinedAt} ago />
          </Text>
        </div>
        <Group gap="xs">
          {entry.state === 'offered' && entry.offerEndsAt !== null && (
            <StateBadge
              tone="waiting"
              words={t('office.offered', { time: clock.format(new Date(entry.offerEndsAt)) })}
            />
          )}
          <Button size="xs" variant="default" loading={remove.isPending} onClick={() => remove.mutate(undefined)}>
            {t('office.remove')}
          </Button>
        </Group>
      </Group>
    </li>
  )
}
