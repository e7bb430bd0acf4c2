import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

const carriers = ['lettre-suivie', 'colissimo', 'mondial-relay', 'chronopost', 'dhl', 'ups', 'other'] as const

export type Parcel = { carrier: string; trackingNumber?: string }
type SendModalProps = { isOpen: boolean; onClose: () => void; onSend: (parcel: Parcel) => void }

/** How the parcel left: the buyer's marketplace is told the same. */
export function SendModal({ isOpen, onClose, onSend }: SendModalProps) {
  const { t } = useTranslation()
  const [carrier, setCarrier] = useState<string>(carriers[0])
  const [tracking, setTracking] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onClose()
    onSend({ carrier, ...(tracking.trim() === '' ? {} : { trackingNumber: tracking.trim() }) })
  }
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('orders.moves.send')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Select
            label={t('inbound:order.carrier')}
            data={carriers.map((value) => ({ value, label: t(`inbound:order.carriers.${value}`) }))}
            value={carrier}
            allowDeselect={false}
            onChange={(value) => setCarrier(value ?? carriers[0])}
          />
          <TextInput
            label={t('orders.tracking')}
            maxLength={60}
            value={tracking}
            onChange={(event) => setTracking(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('action.back')}
            </Button>
            <Button type="submit">{t('orders.moves.send')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
