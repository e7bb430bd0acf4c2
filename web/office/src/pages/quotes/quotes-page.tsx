import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { col } from '../../blocks/columns.tsx'
import { FilterTabs } from '../../blocks/filter-tabs.tsx'
import { Page } from '../../blocks/page.tsx'
import { QueryTable } from '../../blocks/query-table.tsx'
import { dayText } from '../../blocks/words.ts'
import { type Quote, quoteStates, quotesQuery, quoteTones } from './quotes-query.ts'

export default function QuotesPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/quotes' })
  const filters = { state: quoteStates.find((state) => state === search.state) }
  const columns = [
    col.title<Quote>('number', t('quotes:office.number'), (row) => row.number),
    col.text<Quote>('buyer', t('quotes:office.buyer'), (row) =>
      [row.buyer.name, row.company].filter(Boolean).join(', '),
    ),
    col.text<Quote>('until', t('quotes:office.until'), (row) => (row.validUntil ? dayText(row.validUntil) : '–')),
    col.when<Quote>('createdAt', t('quotes:office.asked'), (row) => row.createdAt),
    col.state<Quote>('state', t('quotes:office.state'), (row) => ({
      words: t(`quotes:state.${row.state}`),
      tone: quoteTones[row.state],
    })),
    col.money<Quote>('total', t('orders.total'), (row) => (row.state === 'requested' ? null : row.totalMinor)),
  ]
  const tabs = quoteStates.map((state) => ({ label: t(`quotes:state.${state}`), search: { state } }))
  return (
    <Page title={t('quotes:office.title')}>
      <FilterTabs
        label={t('orders.views')}
        current={filters}
        tabs={[{ label: t('orders.view.all'), search: {} }, ...tabs]}
      />
      <QueryTable
        label={t('quotes:office.title')}
        query={quotesQuery(filters)}
        columns={columns}
        rowId={(row) => row.id}
        rowTo={(row) => `/quotes/${row.id}`}
        empty={{ title: t('quotes:office.none'), about: t('quotes:office.noneAbout') }}
      />
    </Page>
  )
}
