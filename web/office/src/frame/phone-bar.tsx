import { Link } from '@tanstack/react-router'
import { Menu } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { places } from './places.ts'
import classes from './shell.module.css'

const iconSize = 20

export function PhoneBar({ isMenuOpen, onMenu }: { isMenuOpen: boolean; onMenu: () => void }) {
  const { t } = useTranslation()
  return (
    <nav className={classes.tabs} aria-label={t('frame.bar')}>
      {places
        .filter((place) => place.isOnBar)
        .map(({ name, to, icon: Icon }) => (
          <Link key={name} to={to} className={classes.tab} activeOptions={{ exact: to === '/' }}>
            <Icon size={iconSize} aria-hidden />
            {t(`place.${name}`)}
          </Link>
        ))}
      <button type="button" className={classes.tab} aria-expanded={isMenuOpen} onClick={onMenu}>
        <Menu size={iconSize} aria-hidden />
        {t('frame.more')}
      </button>
    </nav>
  )
}
