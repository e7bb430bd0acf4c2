import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Order } from './orders-query.ts'

const reasons = ['out-of-stock', 'buyer-asked', 'undeliverable'] as const

type CancelModalProps = { order: Order; isOpen: boolean; onClose: () => void; onCancel: (reason: string) => void }

/** For orders of marketplaces: they know three reasons and tell the buyer themselves. */
export function CancelModal({ order, isOpen, onClose, onCancel }: CancelModalProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState<string>(reasons[0])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onClose()
    onCancel(reason)
  }
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('orders.cancelTitle', { number: order.number })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">{t('orders.cancelSure')}</Text>
          <Radio.Group label={t('inbound:order.cancelReason')} value={reason} onChange={setReason}>
            <Stack gap={6} mt={6}>
              {reasons.map((value) => (
                <Radio key={value} value={value} label={t(`inbound:order.cancelReasons.${value}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('action.back')}
            </Button>
            <Button type="submit" color="tomato">
              {t('orders.moves.cancel')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
