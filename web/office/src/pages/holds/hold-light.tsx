import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../blocks/panel.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import classes from './hold-light.module.css'
import { useHoldWords } from './hold-words.ts'
import type { Hold, HoldAccount } from './holds-query.ts'

/** The one answer before the van leaves: can anything in it still be bought somewhere else? */
export function HoldLight({ hold }: { hold: Hold }) {
  const { t } = useTranslation()
  const { light, heldCount, accounts } = hold
  const proven = accounts.filter((account) => account.light === 'green').length
  return (
    <div className={`card ${classes.light}`} role="status">
      <span className={classes.lamp} data-light={light} aria-hidden />
      <div>
        <div className={classes.words}>{t(`holds.answer.${light}`)}</div>
        <div className={classes.about}>
          {light !== 'off' && t('holds.copies', { count: heldCount })}
          {light !== 'off' && accounts.length > 0 && ` · ${t('holds.places', { proven, count: accounts.length })}`}
        </div>
      </div>
    </div>
  )
}

/** Every place of sale, the one in the way named with its own words. */
export function HoldPlaces({ hold }: { hold: Hold }) {
  const { t } = useTranslation()
  const words = useHoldWords()
  if (hold.light === 'off') return null
  return (
    <Panel title={t('holds.placesTitle')}>
      <ul className={classes.places}>
        <li className={classes.place}>
          <strong>{t('holds.ownShop')}</strong>
          <StateBadge {...words.mark('proven')} />
          <span className={classes.obstacle}>{t('holds.ownShopAbout')}</span>
        </li>
        {hold.accounts.map((account) => (
          <Place key={account.accountId} account={account} />
        ))}
      </ul>
    </Panel>
  )
}

function Place({ account }: { account: HoldAccount }) {
  const words = useHoldWords()
  const { accountId, label } = account
  return (
    <li className={classes.place}>
      <strong>
        <Link to="/channels/$accountId" params={{ accountId }} className={classes.name}>
          {label}
        </Link>
      </strong>
      <StateBadge words={words.proven(account)} tone={words.light(account.light).tone} />
      {words.obstacle(account).length > 0 && (
        <span className={classes.obstacle}>{words.obstacle(account).join(' · ')}</span>
      )}
    </li>
  )
}
