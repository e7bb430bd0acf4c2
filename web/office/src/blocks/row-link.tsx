import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './query-table.module.css'

/** The one link of a row. `data-row` is what the j and k keys walk along. */
export function RowLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className={classes.row} data-row>
      {children}
    </Link>
  )
}
