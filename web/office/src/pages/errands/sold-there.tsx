import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import { minorFromText } from '../../blocks/words.ts'

/** One tap for the common case; price and buyer only when they differ or are known. */
export function SoldThere({ listingId, title }: { listingId: string; title: string }) {
  const { t } = useTranslation()
  const [isOpen, dialog] = useDisclosure()
  const [price, setPrice] = useState('')
  const [buyerName, setBuyerName] = useState('')
  const priceMinor = minorFromText(price)
  const body = {
    ...(priceMinor === undefined ? {} : { priceMinor }),
    ...(buyerName.trim() === '' ? {} : { buyerName: buyerName.trim() }),
  }
  const sell = useAction(
    () => done(api.POST('/listings/{listingId}/sale', { params: { path: { listingId } }, body })),
    {
      refreshes: [['channels'], ['orders'], ['today'], ['variants'], ['incidents']],
      done: t('errands.sold'),
    },
  )
  const isWrongPrice = price.trim() !== '' && priceMinor === undefined
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open} loading={sell.isPending}>
        {t('errands.soldThere')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={t('errands.soldThere')}
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        <Stack gap="sm">
          <Text size="sm">{t('errands.soldSure', { title })}</Text>
          <TextInput
            label={t('errands.price')}
            description={t('errands.priceAbout')}
            inputMode="decimal"
            value={price}
            error={isWrongPrice && t('errands.priceWrong')}
            onChange={(event) => setPrice(event.currentTarget.value)}
          />
          <TextInput
            label={t('errands.buyer')}
            value={buyerName}
            onChange={(event) => setBuyerName(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={dialog.close}>
              {t('action.leave')}
            </Button>
            <Button
              data-autofocus
              disabled={isWrongPrice}
              onClick={() => {
                dialog.close()
                sell.mutate(undefined)
              }}
            >
              {t('errands.soldThere')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
