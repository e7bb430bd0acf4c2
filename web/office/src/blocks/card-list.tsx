import { Skeleton } from '@mantine/core'
import classes from './query-table.module.css'
import { RowLink } from './row-link.tsx'
import type { RowsProps } from './rows.ts'

const skeletonCards = ['a', 'b', 'c', 'd', 'e']

/** The same rows for a thumb: title and what matters on top, the rest in one line. */
export function CardList<Row>({ label, rows, columns, rowId, rowTo, rowMenu, isLoading }: RowsProps<Row>) {
  const at = (place: string) => columns.filter((column) => (column.onPhone ?? 'line') === place)
  if (isLoading) return skeletonCards.map((card) => <Skeleton key={card} height={76} mb={8} radius={8} />)
  return (
    <ul className={classes.cards} aria-label={label}>
      {rows.map((row) => (
        <li key={rowId(row)} className={`card ${classes.card}`}>
          <div>
            {at('title').map((column) =>
              rowTo ? (
                <RowLink key={column.id} to={rowTo(row)}>
                  {column.show(row)}
                </RowLink>
              ) : (
                <strong key={column.id}>{column.show(row)}</strong>
              ),
            )}
          </div>
          <div className={classes.aside}>
            {at('aside').map((column) => (
              <span key={column.id}>{column.show(row)}</span>
            ))}
            {rowMenu && <span className={classes.menu}>{rowMenu(row)}</span>}
          </div>
          <div className={classes.lines}>
            {/* A bare number says nothing without the head of its column. */}
            {at('line').map((column) => (
              <span key={column.id}>
                {column.align === 'end' && `${column.label} `}
                {column.show(row)}
              </span>
            ))}
          </div>
        </li>
      ))}
    </ul>
  )
}
