import { spotlight } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { taskLinks } from '../pages/today/task-links.ts'
import { type Task, todayQuery } from '../pages/today/today-query.ts'
import { PersonMenu } from './person-menu.tsx'
import { places } from './places.ts'
import classes from './shell.module.css'
import { useShopName } from './use-shop-name.ts'

export function Rail() {
  const { t } = useTranslation()
  const shopName = useShopName()
  const urgentCount = useQuery(todayQuery).data?.tasks.reduce(addUrgent, 0)
  return (
    <>
      <div className="awning" aria-hidden />
      <Link to="/" className={classes.brand}>
        <span className={classes.brandName}>{shopName}</span>
      </Link>
      <button type="button" className={classes.search} onClick={spotlight.open}>
        <Search size={16} aria-hidden />
        {t('palette.open')}
        <kbd>Ctrl K</kbd>
      </button>
      <nav className={classes.places} aria-label={t('frame.places')}>
        {places.map(({ name, to, icon: Icon }) => (
          <Link key={name} to={to} className={classes.place} activeOptions={{ exact: to === '/' }}>
            <Icon size={18} aria-hidden />
            {t(`place.${name}`)}
            {name === 'today' && !!urgentCount && <span className={classes.count}>{urgentCount}</span>}
          </Link>
        ))}
      </nav>
      <PersonMenu />
    </>
  )
}

const addUrgent = (sum: number, { kind, count }: Task): number => sum + (taskLinks[kind].isUrgent ? count : 0)
