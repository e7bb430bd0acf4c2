import { Button, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { CardList } from './card-list.tsx'
import { Empty } from './empty.tsx'
import type { ListQuery } from './list-query.ts'
import { ProblemNotice } from './problem-notice.tsx'
import classes from './query-table.module.css'
import { RowTable } from './row-table.tsx'
import type { RowsLook } from './rows.ts'
import { countText } from './words.ts'

type QueryTableProps<Row> = RowsLook<Row> & {
  query: ListQuery<Row>
  empty: ReactNode | { title: string; about?: string }
}

/** Any list of the office: typed query, columns, where a row leads. A table on a desk, cards on a phone, more rows on demand. */
export function QueryTable<Row>(props: QueryTableProps<Row>) {
  const { t } = useTranslation()
  const isWide = useMediaQuery('(min-width: 56em)', undefined, { getInitialValueInEffect: false })
  const list = useInfiniteQuery(props.query)
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const total = list.data?.pages[0]?.total

  if (list.isError) return <ProblemNotice error={list.error} retry={() => void list.refetch()} />
  if (list.isSuccess && rows.length === 0) return <EmptyList empty={props.empty} />

  const Rows = isWide ? RowTable : CardList
  return (
    <div data-fetching={list.isPlaceholderData || undefined} className={classes.list}>
      <Rows {...props} rows={rows} isLoading={list.isPending} />
      <div className={classes.foot}>
        {list.isSuccess && (
          <Text size="sm" c="dimmed" aria-live="polite">
            {total === undefined
              ? t('list.shown', { count: rows.length, shown: countText(rows.length) })
              : t('list.shownOf', { shown: countText(rows.length), total: countText(total) })}
          </Text>
        )}
        {list.hasNextPage && (
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('list.more')}
          </Button>
        )}
      </div>
    </div>
  )
}

function EmptyList({ empty }: { empty: QueryTableProps<unknown>['empty'] }) {
  const isWords = typeof empty === 'object' && empty !== null && 'title' in empty
  return isWords ? <Empty title={empty.title} about={empty.about} /> : empty
}
