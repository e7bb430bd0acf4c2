import { Button, Group, Modal, NumberInput, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

type RefundModalProps = { isOpen: boolean; onClose: () => void; onRefund: (deductedMinor: number) => void }

/** What is kept of the refund for what was found; nothing unless somebody says so. */
export function RefundModal({ isOpen, onClose, onRefund }: RefundModalProps) {
  const { t } = useTranslation()
  const [euros, setEuros] = useState<number | string>(0)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onClose()
    onRefund(Math.round(Number(euros) * 100))
  }
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('returns:office.move.refund')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <NumberInput
            label={t('returns:office.deductedAsk')}
            min={0}
            decimalScale={2}
            decimalSeparator=","
            allowedDecimalSeparators={['.', ',']}
            required
            data-autofocus
            value={euros}
            onChange={setEuros}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('action.back')}
            </Button>
            <Button type="submit">{t('returns:office.move.refund')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
