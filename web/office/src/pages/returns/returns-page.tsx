import { Group } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { col } from '../../blocks/columns.tsx'
import { FilterTabs } from '../../blocks/filter-tabs.tsx'
import { Page } from '../../blocks/page.tsx'
import { QueryTable } from '../../blocks/query-table.tsx'
import { SearchField } from '../../blocks/search-field.tsx'
import { type ReturnRow, returnStates, returnsQuery, returnTones } from './returns-query.ts'

export default function ReturnsPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/returns' })
  const filters = { ...search, state: returnStates.find((state) => state === search.state) }
  const navigate = useNavigate({ from: '/returns' })
  const columns = [
    col.title<ReturnRow>('number', t('returns:office.number'), (row) => row.number),
    col.text<ReturnRow>('buyer', t('returns:office.buyer'), (row) => row.buyerName),
    col.text<ReturnRow>('what', t('returns:office.what'), (row) =>
      row.linesCount > 1 ? `${row.firstTitle} + ${row.linesCount - 1}` : row.firstTitle,
    ),
    col.text<ReturnRow>('kind', t('returns:office.kind'), (row) => t(`returns:kind.${row.kind}`)),
    col.text<ReturnRow>('order', t('returns:office.order'), (row) => row.orderNumber),
    col.when<ReturnRow>('requestedAt', t('returns:office.requestedAt'), (row) => row.requestedAt),
    col.state<ReturnRow>('state', t('returns:office.state'), (row) => ({
      words: t(`returns:state.${row.state}`),
      tone: returnTones[row.state],
    })),
  ]
  const tabs = returnStates.map((state) => ({ label: t(`returns:state.${state}`), search: { state } }))
  return (
    <Page title={t('returns:title')}>
      <FilterTabs
        label={t('orders.views')}
        current={filters}
        tabs={[{ label: t('orders.view.all'), search: {} }, ...tabs]}
      />
      <Group mb="sm">
        <SearchField
          label={t('returns:office.search')}
          value={filters.text}
          onSearch={(text) => void navigate({ search: (now) => ({ ...now, text }), replace: true })}
        />
      </Group>
      <QueryTable
        label={t('returns:title')}
        query={returnsQuery(filters)}
        columns={columns}
        rowId={(row) => row.id}
        rowTo={(row) => `/returns/${row.id}`}
        empty={{ title: t('returns:office.none'), about: t('returns:office.noneAbout') }}
      />
    </Page>
  )
}
