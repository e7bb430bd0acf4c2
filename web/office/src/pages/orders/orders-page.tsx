import { Group } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { col } from '../../blocks/columns.tsx'
import { ExportLink } from '../../blocks/export-link.tsx'
import { FilterTabs } from '../../blocks/filter-tabs.tsx'
import { Page } from '../../blocks/page.tsx'
import { QueryTable } from '../../blocks/query-table.tsx'
import { SearchField } from '../../blocks/search-field.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { orderStates, useOrderWords } from './order-words.ts'
import { type OrderRow, ordersQuery } from './orders-query.ts'

export default function OrdersPage() {
  const { t } = useTranslation()
  const words = useOrderWords()
  const search = useSearch({ from: '/orders' })
  const filters = { ...search, state: orderStates.find((state) => state === search.state) }
  const navigate = useNavigate({ from: '/orders' })
  const columns = [
    col.title<OrderRow>('number', t('orders.number'), (order) => order.number),
    col.text<OrderRow>('buyer', t('orders.buyer'), (order) => order.buyerName),
    col.text<OrderRow>('what', t('orders.what'), (order) => <OrderContents order={order} />),
    col.text<OrderRow>('source', t('orders.source'), (order) => words.source(order.source)),
    col.when<OrderRow>('placedAt', t('orders.placedAt'), (order) => order.placedAt),
    col.state<OrderRow>('state', t('orders.state'), (order) => words.state(order.state)),
    col.money<OrderRow>('total', t('orders.total'), (order) => order.totalMinor),
  ]
  const views = orderStates.map((state) => ({ label: t(`orders.view.${state}`), search: { state } }))
  return (
    <Page title={t('place.orders')} actions={<ExportLink list="orders" filters={filters} />}>
      <FilterTabs
        label={t('orders.views')}
        current={filters}
        tabs={[{ label: t('orders.view.all'), search: {} }, ...views]}
      />
      <Group mb="sm">
        <SearchField
          label={t('orders.search')}
          value={filters.text}
          onSearch={(text) => void navigate({ search: (now) => ({ ...now, text }), replace: true })}
        />
      </Group>
      <QueryTable
        label={t('place.orders')}
        query={ordersQuery(filters)}
        columns={columns}
        rowId={(order) => order.id}
        rowTo={(order) => `/orders/${order.id}`}
        empty={{ title: t('orders.none'), about: t('orders.noneAbout') }}
      />
    </Page>
  )
}

function OrderContents({ order }: { order: OrderRow }) {
  const { t } = useTranslation()
  const more = order.itemsCount - 1
  return (
    <>
      {order.firstTitle}
      {more > 0 && ` ${t('orders.andMore', { count: more })}`}
      {order.isMissingCopy && <StateBadge words={t('orders.copyMissing')} tone="bad" />}
    </>
  )
}
