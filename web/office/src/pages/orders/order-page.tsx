import { Grid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '../../blocks/page.tsx'
import { PageSkeleton } from '../../blocks/page-skeleton.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { When } from '../../blocks/when.tsx'
import { OrderBuyer } from './order-buyer.tsx'
import { OrderChoice } from './order-choice.tsx'
import { OrderCommands } from './order-commands.tsx'
import { OrderEvents } from './order-events.tsx'
import { OrderLines } from './order-lines.tsx'
import { OrderMoves } from './order-moves.tsx'
import { OrderPayments } from './order-payments.tsx'
import { useOrderWords } from './order-words.ts'
import { orderQuery } from './orders-query.ts'

export default function OrderPage() {
  const { t } = useTranslation()
  const words = useOrderWords()
  const { orderId } = useParams({ from: '/orders/$orderId' })
  const found = useQuery(orderQuery(orderId))
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <PageSkeleton />

  const order = found.data
  return (
    <Page
      title={t('orders.order', { number: order.number })}
      back={{ to: '/orders', label: t('place.orders') }}
      about={
        <>
          <StateBadge {...words.state(order.state)} /> {words.source(order.source)} · <When at={order.placedAt} />
        </>
      }
      actions={<OrderMoves order={order} />}
    >
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            <Panel title={t('orders.lines')}>
              <OrderLines order={order} />
            </Panel>
            <Panel title={t('orders.events')}>
              <OrderEvents order={order} />
            </Panel>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="md">
            <Panel title={t('orders.delivery')}>
              <OrderBuyer order={order} />
              <OrderChoice orderId={order.id} />
            </Panel>
            <Panel title={t('orders.payment')}>
              <OrderPayments order={order} />
            </Panel>
            <OrderCommands orderId={order.id} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  )
}
