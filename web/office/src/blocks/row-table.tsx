import { Skeleton, VisuallyHidden } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type ColumnDef, flexRender, getCoreRowModel, useReactTable } from '@tanstack/react-table'
import { type MouseEvent, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from './columns.tsx'
import classes from './query-table.module.css'
import { RowLink } from './row-link.tsx'
import type { RowsProps } from './rows.ts'

const skeletonRows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

export function RowTable<Row>(props: RowsProps<Row>) {
  const { label, rows, columns, rowTo, rowMenu, isLoading } = props
  const { t } = useTranslation()
  const navigate = useNavigate()
  const data = useMemo(() => [...rows], [rows])
  const defs = useMemo(() => columns.map((column) => toDef(column, rowTo)), [columns, rowTo])
  const table = useReactTable({ data, columns: defs, getRowId: props.rowId, getCoreRowModel: getCoreRowModel() })

  const open = (event: MouseEvent<HTMLElement>, row: Row) => {
    const isOnControl = event.target instanceof Element && event.target.closest('a, button, input, label, select')
    if (rowTo && !isOnControl && !window.getSelection()?.toString()) void navigate({ to: rowTo(row) })
  }
  return (
    <div className={`card ${classes.scroll}`}>
      <table className={classes.table} aria-label={label} aria-busy={isLoading}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={column.align && classes[column.align]}>
                {column.label}
              </th>
            ))}
            {rowMenu && (
              <th scope="col">
                <VisuallyHidden>{t('list.actions')}</VisuallyHidden>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {isLoading && <SkeletonRows width={columns.length + (rowMenu ? 1 : 0)} />}
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} data-opens={rowTo && true} onClick={(event) => open(event, row.original)}>
              {row.getVisibleCells().map((cell, index) => (
                <td key={cell.id} className={columns[index]?.align && classes.end}>
                  {flexRender(cell.column.columnDef.cell, cell.getContext())}
                </td>
              ))}
              {rowMenu && <td className={classes.end}>{rowMenu(row.original)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function toDef<Row>(column: Column<Row>, rowTo: ((row: Row) => string) | undefined): ColumnDef<Row> {
  return {
    id: column.id,
    cell: ({ row: { original } }) =>
      column.isTitle && rowTo ? <RowLink to={rowTo(original)}>{column.show(original)}</RowLink> : column.show(original),
  }
}

function SkeletonRows({ width }: { width: number }) {
  return skeletonRows.map((row) => (
    <tr key={row}>
      <td colSpan={width}>
        <Skeleton height={14} my={8} />
      </td>
    </tr>
  ))
}
