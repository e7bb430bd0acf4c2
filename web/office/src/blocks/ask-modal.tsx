import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

type AskModalProps = {
  isOpen: boolean
  title: string
  about?: string
  question: string
  isRequired?: boolean
  onClose: () => void
  onAnswer: (text: string) => void
}

/** One question before a move is made. */
export function AskModal({ isOpen, title, about, question, isRequired, onClose, onAnswer }: AskModalProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onClose()
    onAnswer(text.trim())
    setText('')
  }
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {about && <Text size="sm">{about}</Text>}
          <TextInput
            label={question}
            required={isRequired ?? false}
            maxLength={200}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('action.back')}
            </Button>
            <Button type="submit">{title}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
