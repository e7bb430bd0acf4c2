import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../blocks/action-button.tsx'
import { useActorWords } from '../../blocks/actor-words.ts'
import { ExportLink } from '../../blocks/export-link.tsx'
import { Page } from '../../blocks/page.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { Timeline } from '../../blocks/timeline.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { whenText } from '../../blocks/words.ts'
import { HoldCopies } from './hold-copies.tsx'
import { HoldLight, HoldPlaces } from './hold-light.tsx'
import { type Hold, holdQuery, releaseCopies } from './holds-query.ts'
import { ScanField } from './scan-field.tsx'

export default function HoldPage() {
  const { t } = useTranslation()
  const { holdId } = useParams({ from: '/holds/$holdId' })
  const query = useQuery(holdQuery(holdId))
  if (query.isError) return <ProblemNotice error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <Skeleton height={320} radius={8} />
  const hold = query.data
  return (
    <Page
      title={hold.name}
      about={<About hold={hold} />}
      back={{ to: '/holds', label: t('place.holds') }}
      actions={
        <>
          <ExportLink list={`holds/${hold.id}/copies`} filters={{}} />
          <ReleaseAll hold={hold} />
        </>
      }
    >
      <Stack gap="md">
        <HoldLight hold={hold} />
        <ScanField holdId={hold.id} />
        <HoldPlaces hold={hold} />
        <HoldCopies hold={hold} />
        <Story hold={hold} />
      </Stack>
    </Page>
  )
}

function About({ hold: { beganAt, plannedEndAt } }: { hold: Hold }) {
  const { t } = useTranslation()
  const began = t('holds.began', { when: whenText(beganAt) })
  return plannedEndAt ? `${began} · ${t('holds.plannedEnd', { when: whenText(plannedEndAt) })}` : began
}

function ReleaseAll({ hold }: { hold: Hold }) {
  const { t } = useTranslation()
  const release = useAction(() => releaseCopies(hold.id, {}), {
    refreshes: [['holds'], ['variants']],
    done: t('holds.releasedAll'),
  })
  if (hold.heldCount + hold.takenCount === 0) return null
  const action = {
    label: t('holds.releaseAll'),
    confirm: t('holds.releaseAllSure', { count: hold.heldCount }),
    run: () => release.mutate(undefined),
  }
  return <ActionButton isMain action={action} isBusy={release.isPending} />
}

const eventTones = { begun: 'good', added: 'plain', released: 'waiting' } as const

function Story({ hold }: { hold: Hold }) {
  const { t } = useTranslation()
  const actor = useActorWords()
  const entries = hold.events.toReversed().map((event, index) => ({
    key: `${event.at} ${index}`,
    at: event.at,
    words: [t(`holds.event.${event.what}`, { count: event.count }), event.reason].filter(Boolean).join(' – '),
    actor: actor(event.actor),
    tone: eventTones[event.what],
  }))
  return (
    <Panel title={t('holds.story')}>
      <Timeline entries={entries} label={t('holds.story')} />
    </Panel>
  )
}
