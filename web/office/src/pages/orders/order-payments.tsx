import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Facts } from '../../blocks/facts.tsx'
import { moneyText } from '../../blocks/words.ts'
import type { Order } from './orders-query.ts'

export function OrderPayments({ order }: { order: Order }) {
  const { t } = useTranslation()
  const method = t(`orders.payments.${order.paymentMethod}`, { defaultValue: order.paymentMethod })
  return (
    <Stack gap="xs">
      <Facts facts={[[t('orders.paidBy'), method]]} />
      {order.payments.map((payment) => (
        <Text key={payment.id} size="sm">
          <strong>{moneyText(payment.amountMinor)}</strong> · {t(`orders.paymentStates.${payment.state}`)}
          {payment.refundedMinor > 0 && ` · ${t('orders.refunded', { amount: moneyText(payment.refundedMinor) })}`}
        </Text>
      ))}
    </Stack>
  )
}
