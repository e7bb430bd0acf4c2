import { Group, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../blocks/action-button.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { countText } from '../../blocks/words.ts'
import classes from './account-card.module.css'
import { AccountNotice } from './account-notice.tsx'
import { listingStates, useAccountWords } from './account-words.ts'
import type { Account } from './channels-query.ts'
import { ServiceLevel } from './service-level.tsx'
import { usePauseAction } from './use-pause-action.ts'

/** One seller account: is it well, what stands there, what waits, what went wrong and what to do about it. */
export function AccountCard({ account }: { account: Account }) {
  const { t } = useTranslation()
  const words = useAccountWords()
  const { action, isBusy } = usePauseAction(account)
  return (
    <section className={`card ${classes.account}`} aria-label={account.label}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div className={classes.head}>
          <Title order={2} fz={19}>
            <Link to="/channels/$accountId" params={{ accountId: account.id }} className={classes.name} data-row>
              {account.label}
            </Link>
          </Title>
          <Group gap="xs" mt={4}>
            <StateBadge {...words.health(account)} />
            <Text size="sm" c="dimmed">
              {words.about(account).join(' · ')}
            </Text>
          </Group>
        </div>
        <ActionButton action={action} isBusy={isBusy} />
      </Group>
      <ul className={classes.counts}>
        {listingStates.map((state) => (
          <li key={state}>
            <Link
              to="/channels/$accountId"
              params={{ accountId: account.id }}
              search={{ state }}
              className={classes.count}
              data-bad={(state === 'rejected' && account.counts[state] > 0) || undefined}
            >
              <strong>{countText(account.counts[state])}</strong> {t(`channels.states.${state}`)}
            </Link>
          </li>
        ))}
      </ul>
      <ServiceLevel account={account} />
      <AccountNotice account={account} />
    </section>
  )
}
