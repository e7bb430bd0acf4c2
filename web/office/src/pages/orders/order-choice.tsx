import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import { fullWhenText } from '../../blocks/words.ts'
import { orderDeliveryQuery } from '../delivery/delivery-query.ts'

/** The relay point, slot or market day the buyer chose, and the notice that it can be collected. */
export function OrderChoice({ orderId }: { orderId: string }) {
  const { t } = useTranslation('delivery')
  const found = useQuery(orderDeliveryQuery(orderId))
  const tell = useAction(() => done(api.POST('/orders/{orderId}/readiness', { params: { path: { orderId } } })), {
    refreshes: [['order-delivery', orderId]],
    done: t('office.readyDone'),
  })
  const delivery = found.data?.delivery
  if (!delivery) return null
  return (
    <Group justify="space-between" mt="sm" gap="xs">
      <Text size="sm">
        <strong>{t(`kind.${delivery.kind}`)}</strong> – {delivery.words}
        {delivery.relayPointId !== null && ` (${delivery.relayPointId})`}
      </Text>
      {delivery.kind !== 'relay' &&
        (delivery.readyAt === null ? (
          <Button size="xs" variant="default" loading={tell.isPending} onClick={() => tell.mutate(undefined)}>
            {t('office.ready')}
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            {t('office.readyAt', { when: fullWhenText(delivery.readyAt) })}
          </Text>
        ))}
    </Group>
  )
}
