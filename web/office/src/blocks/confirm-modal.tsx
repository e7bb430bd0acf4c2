import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type ConfirmModalProps = {
  isOpen: boolean
  question: string
  label: string
  onClose: () => void
  onConfirm: () => void
}

export function ConfirmModal({ isOpen, question, label, onClose, onConfirm }: ConfirmModalProps) {
  const { t } = useTranslation()
  const confirm = () => {
    onClose()
    onConfirm()
  }
  return (
    <Modal opened={isOpen} onClose={onClose} title={label} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Text size="sm">{question}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('action.leave')}
        </Button>
        <Button onClick={confirm}>{label}</Button>
      </Group>
    </Modal>
  )
}
