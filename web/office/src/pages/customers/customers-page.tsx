import { Group } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { col } from '../../blocks/columns.tsx'
import { Page } from '../../blocks/page.tsx'
import { QueryTable } from '../../blocks/query-table.tsx'
import { SearchField } from '../../blocks/search-field.tsx'
import { useOrderWords } from '../orders/order-words.ts'
import { type CustomerRow, customersQuery } from './customers-query.ts'

export default function CustomersPage() {
  const { t } = useTranslation()
  const words = useOrderWords()
  const filters = useSearch({ from: '/customers' })
  const navigate = useNavigate({ from: '/customers' })
  const columns = [
    col.title<CustomerRow>('name', t('privacy:office.name'), (row) => row.name || row.email || '–'),
    col.text<CustomerRow>('email', t('privacy:office.email'), (row) => row.email ?? '–'),
    col.text<CustomerRow>('source', t('privacy:office.source'), (row) => words.source(row.source)),
    col.text<CustomerRow>('login', t('privacy:office.login'), (row) =>
      row.hasLogin ? t('privacy:office.hasLogin') : '–',
    ),
    col.count<CustomerRow>('orders', t('privacy:office.orders'), (row) => row.ordersCount),
    col.when<CustomerRow>('lastOrder', t('privacy:office.lastOrder'), (row) => row.lastOrderAt),
    col.money<CustomerRow>('spent', t('privacy:office.spent'), (row) => row.spentMinor),
  ]
  return (
    <Page title={t('privacy:office.customers')}>
      <Group mb="sm">
        <SearchField
          label={t('privacy:office.search')}
          value={filters.text}
          onSearch={(text) => void navigate({ search: (now) => ({ ...now, text }), replace: true })}
        />
      </Group>
      <QueryTable
        label={t('privacy:office.customers')}
        query={customersQuery(filters)}
        columns={columns}
        rowId={(row) => row.id}
        rowTo={(row) => `/customers/${row.id}`}
        empty={{ title: t('privacy:office.none'), about: t('privacy:office.noneAbout') }}
      />
    </Page>
  )
}
