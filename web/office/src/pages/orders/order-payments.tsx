import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { useActorWords } from '../../blocks/actor-words.ts'
import { Facts } from '../../blocks/facts.tsx'
import { Timeline, type TimelineEntry } from '../../blocks/timeline.tsx'
import { moneyText, whenText } from '../../blocks/words.ts'
import { HandRefunds } from './hand-refunds.tsx'
import type { Order } from './orders-query.ts'

export function OrderPayments({ order }: { order: Order }) {
  const { t } = useTranslation()
  const method = t(`orders.payments.${order.paymentMethod}`, { defaultValue: order.paymentMethod })
  return (
    <Stack gap="xs">
      <Facts facts={[[t('orders.paidBy'), method]]} />
      {order.payUntil && <Text size="sm">{t('payments:until', { when: whenText(order.payUntil) })}</Text>}
      {order.payments.map((payment) => (
        <OnePayment key={payment.id} payment={payment} />
      ))}
      <HandRefunds orderId={order.id} />
    </Stack>
  )
}

type Payment = Order['payments'][number]

function OnePayment({ payment }: { payment: Payment }) {
  const { t } = useTranslation()
  return (
    <div>
      <Text size="sm">
        <strong>{moneyText(payment.amountMinor)}</strong> · {t(`orders.paymentStates.${payment.state}`)}
        {payment.refundedMinor > 0 && ` · ${t('orders.refunded', { amount: moneyText(payment.refundedMinor) })}`}
        {payment.due && ` · ${t(`payments:due.${payment.due}`)}`}
      </Text>
      {payment.providerPaymentId && (
        <Text size="xs" c="dimmed" className="mono" style={{ overflowWrap: 'anywhere' }}>
          {payment.providerPaymentId}
        </Text>
      )}
      <PaymentHistory paymentId={payment.id} />
    </div>
  )
}

/** Every step and every part that went back, newest first; nothing here can be changed. */
function PaymentHistory({ paymentId }: { paymentId: string }) {
  const { t } = useTranslation()
  const actorWords = useActorWords()
  const history = useQuery({
    queryKey: ['orders', 'payment', paymentId],
    queryFn: () => answer(api.GET('/payments/{paymentId}/history', { params: { path: { paymentId } } })),
  })
  const { events = [], refunds = [] } = history.data ?? {}
  const because = (code: string | null) => (code ? ` · ${t('payments:code', { code })}` : '')
  const told = (reference: string | null) => (reference ? ` · ${t('payments:byHandRefunds.told', { reference })}` : '')
  const entries: TimelineEntry[] = [
    ...events.map(({ at, actor, toState, failureCode, reference }, index) => ({
      key: `event-${index}`,
      at,
      actor: actorWords(actor),
      words: `${t(`orders.paymentStates.${toState}`)}${because(failureCode)}${told(reference)}`,
      tone: failureCode ? ('bad' as const) : ('plain' as const),
    })),
    ...refunds.map(({ id, amountMinor, state, failureCode, createdAt, doneAt, doneBy, doneReference }) => ({
      key: id,
      at: doneAt ?? createdAt,
      actor: doneBy ? actorWords(doneBy) : '',
      words: `${t('payments:refund', { amount: moneyText(amountMinor), state: t(`payments:refundStates.${state}`) })}${because(failureCode)}${told(doneReference)}`,
      tone: state === 'failed' ? ('bad' as const) : ('plain' as const),
    })),
  ].toSorted((a, b) => b.at.localeCompare(a.at))
  if (entries.length === 0) return null
  return (
    <details>
      <summary>
        <Text span size="sm">
          {t('payments:history')}
        </Text>
      </summary>
      <Timeline entries={entries} label={t('payments:history')} />
    </details>
  )
}
