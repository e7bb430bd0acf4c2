import { Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { ActionButton } from '../../blocks/action-button.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { StateBadge, type Tone } from '../../blocks/state-badge.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'
import classes from './arbitration-card.module.css'
import type { Arbitration, Rival } from './double-sales-query.ts'

const tones: Record<string, Tone> = { keeps: 'good', equivalent: 'good', loses: 'bad', waits: 'waiting' }

/** One copy sold twice: everybody who wanted it, what each loss would have cost, and who got it. */
export function ArbitrationCard({ arbitration }: { arbitration: Arbitration }) {
  const { t } = useTranslation()
  return (
    <Panel title={arbitration.title} aside={<When at={arbitration.openedAt} />}>
      <Text size="sm" mb="sm">
        {t(`arbitration:rules.${arbitration.rule}`)}
        {arbitration.decideBy && arbitration.state === 'asking' && (
          <>
            {' '}
            {t('doubleSales.decideBy')} <When at={arbitration.decideBy} />.
          </>
        )}
      </Text>
      <ul className={classes.rivals}>
        {arbitration.rivals.map((rival) => (
          <li key={rival.party}>
            <RivalName rival={rival} />
            <Text span size="sm" c="dimmed">
              {rival.orderId && rival.cost !== null ? t('doubleSales.points', { count: rival.cost }) : ''}
            </Text>
            <StateBadge words={t(`arbitration:verdicts.${rival.outcome}`)} tone={tones[rival.outcome] ?? 'quiet'} />
          </li>
        ))}
      </ul>
      {arbitration.state === 'asking' && <Answer arbitrationId={arbitration.id} />}
    </Panel>
  )
}

function RivalName({ rival }: { rival: Rival }) {
  const { t } = useTranslation()
  const kind = t(`arbitration:kinds.${rival.kind}`)
  if (!rival.orderId) return <span>{kind}</span>
  const name = t(`arbitration:channels.${rival.channel}`, { defaultValue: rival.channel })
  return (
    <Link to="/orders/$orderId" params={{ orderId: rival.orderId }} className={classes.name}>
      {name} <span className="mono">{rival.number}</span>
    </Link>
  )
}

function Answer({ arbitrationId }: { arbitrationId: string }) {
  const { t } = useTranslation()
  const params = { params: { path: { arbitrationId } } }
  const answerIt = useAction(
    (winner: 'order' | 'holder') =>
      done(api.POST('/arbitrations/{arbitrationId}/decision', { ...params, body: { winner } })),
    { refreshes: [['arbitrations'], ['incidents'], ['today']], done: t('doubleSales.answered') },
  )
  const choice = (winner: 'order' | 'holder') => ({
    label: t(`doubleSales.${winner}`),
    confirm: t(`doubleSales.${winner}Sure`),
    run: () => answerIt.mutate(winner),
  })
  return (
    <Group mt="sm" gap="xs">
      <ActionButton isMain action={choice('order')} isBusy={answerIt.isPending} />
      <ActionButton action={choice('holder')} isBusy={answerIt.isPending} />
    </Group>
  )
}
