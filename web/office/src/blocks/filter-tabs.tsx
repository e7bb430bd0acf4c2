import { Link } from '@tanstack/react-router'
import classes from './filter-tabs.module.css'
import { countText } from './words.ts'

type FilterTabsProps = {
  label: string
  tabs: readonly { label: string; search: Record<string, string>; count?: number | undefined }[]
  current: Record<string, string | undefined>
}

/** Views of a list one click away. They are addresses, so they can be bookmarked and sent. */
export function FilterTabs({ label, tabs, current }: FilterTabsProps) {
  return (
    <nav aria-label={label} className={classes.tabs}>
      {tabs.map((tab) => (
        <Link
          key={tab.label}
          to="."
          search={tab.search}
          className={classes.tab}
          // Otherwise the router marks the view without filters as current in every view.
          activeOptions={{ exact: true }}
          aria-current={isCurrent(tab.search, current) ? 'true' : undefined}
        >
          {tab.label}
          {tab.count !== undefined && <span className={classes.count}>{countText(tab.count)}</span>}
        </Link>
      ))}
    </nav>
  )
}

function isCurrent(search: Record<string, string>, current: Record<string, string | undefined>): boolean {
  const names = new Set([...Object.keys(search), ...Object.keys(current).filter((name) => name !== 'text')])
  return [...names].every((name) => search[name] === current[name])
}
