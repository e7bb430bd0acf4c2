import type { ReactNode } from 'react'
import type { Column } from './columns.tsx'

/** What a list looks like, on a desk and on a phone. */
export type RowsLook<Row> = {
  label: string
  columns: readonly Column<Row>[]
  rowId: (row: Row) => string
  rowTo?: (row: Row) => string
  rowMenu?: (row: Row) => ReactNode
}

export type RowsProps<Row> = RowsLook<Row> & { rows: readonly Row[]; isLoading: boolean }
