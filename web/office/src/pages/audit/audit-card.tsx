import { Alert, Group, NativeSelect, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../blocks/action-button.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { agoText, countText } from '../../blocks/words.ts'
import classes from '../channels/account-card.module.css'
import { type Audit, type AuditSettings, saveSettings, sayGo } from './audit-query.ts'

const paces = [1, 2, 6, 12, 30] as const

/** One account: how far it has been read back, how long that takes, what the last pass found, and how it is to be done. */
export function AuditCard({ audit }: { audit: Audit }) {
  const { t } = useTranslation()
  const { accountId, label, stop } = audit
  return (
    <section className="card" style={{ padding: 16 }} aria-label={label}>
      <Group justify="space-between" gap="sm">
        <Title order={2} fz={19}>
          <Link to="/channels/$accountId" params={{ accountId }} className={classes.name}>
            {label}
          </Link>
        </Title>
        <Health audit={audit} />
      </Group>
      <Text size="sm" mt={4}>
        {progressWords(audit, t).join(' · ')}
      </Text>
      {stop && <Stopped audit={audit} />}
      <Settings audit={audit} />
    </section>
  )
}

function Health({ audit: { stop, askingCount, openCount } }: { audit: Audit }) {
  const { t } = useTranslation()
  if (stop) return <StateBadge words={t('audit.stopped')} tone="bad" />
  if (askingCount > 0) return <StateBadge words={t('audit.asking', { count: askingCount })} tone="bad" />
  if (openCount > 0) return <StateBadge words={t('audit.healing', { count: openCount })} tone="waiting" />
  return <StateBadge words={t('audit.tidy')} tone="good" />
}

type Translate = ReturnType<typeof useTranslation>['t']

function progressWords({ running, last, standingCount }: Audit, t: Translate): string[] {
  const now = running
    ? [t('audit.running', { seen: countText(running.seenCount), total: countText(standingCount) })]
    : []
  if (!last) return [...now, t('audit.firstPass')]
  const minutes = Math.max(1, Math.round(last.durationSeconds / 60))
  return [
    ...now,
    t('audit.lastPass', { ago: agoText(last.endedAt), seen: countText(last.seenCount), count: minutes }),
    t('audit.lastDrifts', { count: last.driftCount }),
  ]
}

function Stopped({ audit: { accountId, label, stop } }: { audit: Audit }) {
  const { t } = useTranslation()
  const go = useAction(() => sayGo(accountId, ''), {
    refreshes: [['audits'], ['drifts'], ['today']],
    done: t('audit.goes'),
  })
  if (!stop) return null
  const action = {
    label: t('audit.go'),
    confirm: t('audit.goSure', { label, count: stop.driftCount }),
    run: () => go.mutate(undefined),
  }
  return (
    <Alert color="tomato" mt="sm" p="sm">
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 260px">
          {t('audit.stopAbout', { drifts: countText(stop.driftCount), compared: countText(stop.comparedCount) })}
        </Text>
        <ActionButton action={action} isBusy={go.isPending} />
      </Group>
    </Alert>
  )
}

function Settings({ audit }: { audit: Audit }) {
  const { t } = useTranslation()
  const { accountId, handEdits, pagesPerMinute, restMinutes } = audit
  const save = useAction(
    (change: Partial<AuditSettings>) => saveSettings(accountId, { handEdits, pagesPerMinute, restMinutes, ...change }),
    {
      refreshes: [['audits']],
      done: t('action.saved'),
    },
  )
  const known = paces.some((pace) => pace === pagesPerMinute) ? paces : [...paces, pagesPerMinute]
  return (
    <Group mt="sm" gap="sm">
      <NativeSelect
        size="xs"
        label={t('audit.handEdits')}
        value={handEdits}
        onChange={(event) => save.mutate({ handEdits: event.currentTarget.value === 'ask' ? 'ask' : 'ours-wins' })}
        data={[
          { value: 'ours-wins', label: t('audit.oursWins') },
          { value: 'ask', label: t('audit.ask') },
        ]}
      />
      <NativeSelect
        size="xs"
        label={t('audit.pace')}
        value={String(pagesPerMinute)}
        onChange={(event) => save.mutate({ pagesPerMinute: Number(event.currentTarget.value) })}
        data={known.map((pace) => ({ value: String(pace), label: t('audit.pages', { count: pace }) }))}
      />
    </Group>
  )
}
