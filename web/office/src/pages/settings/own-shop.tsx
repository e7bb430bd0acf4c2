import { Button, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { Panel } from '../../blocks/panel.tsx'
import { useAction } from '../../blocks/use-action.ts'

/** Leaves the demo behind. Erasing everything is worth typing a word. */
export function OwnShop() {
  const { t } = useTranslation()
  const [isOpen, dialog] = useDisclosure()
  const [typed, setTyped] = useState('')
  const start = useAction(() => answer(api.POST('/demo/empty-shop')), { refreshes: [] })
  const isSure = typed.trim().toUpperCase() === t('settings.startOwnWord')
  const confirm = () => start.mutate(undefined, { onSuccess: () => location.assign('/office/') })
  return (
    <Panel title={t('settings.ownShop')}>
      <Text size="sm" mb="sm">
        {t('settings.ownShopAbout')}
      </Text>
      <Button variant="default" onClick={dialog.open}>
        {t('settings.startOwn')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={t('settings.startOwn')}
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        <Stack gap="sm">
          <TextInput
            label={t('settings.startOwnSure', { word: t('settings.startOwnWord') })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
          <Button disabled={!isSure} loading={start.isPending} onClick={confirm}>
            {t('settings.startOwn')}
          </Button>
        </Stack>
      </Modal>
    </Panel>
  )
}
