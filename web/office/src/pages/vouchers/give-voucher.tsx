import { Button, NumberInput, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { Panel } from '../../blocks/panel.tsx'
import { useAction } from '../../blocks/use-action.ts'

const empty = { amount: 10, recipientName: '', recipientEmail: '', because: '' }

/** A voucher the shop gives, e.g. as an apology; it says why. */
export function GiveVoucher() {
  const { t } = useTranslation('vouchers')
  const [draft, setDraft] = useState(empty)
  const change = (part: Partial<typeof empty>) => setDraft({ ...draft, ...part })
  const give = useAction(
    () =>
      answer(
        api.POST('/vouchers', {
          body: {
            amountMinor: Math.round(draft.amount * 100),
            recipientName: draft.recipientName,
            recipientEmail: draft.recipientEmail.trim() === '' ? null : draft.recipientEmail.trim(),
            message: '',
            because: draft.because,
            lang: 'fr',
          },
        }),
      ).then(() => setDraft(empty)),
    { refreshes: [['vouchers']], done: t('office.given') },
  )
  return (
    <Panel title={t('office.give')}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
          <NumberInput
            label={t('amount')}
            min={0.01}
            decimalScale={2}
            decimalSeparator=","
            allowedDecimalSeparators={['.', ',']}
            value={draft.amount}
            onChange={(value) => change({ amount: typeof value === 'number' ? value : 0 })}
          />
          <TextInput
            label={t('office.recipient')}
            value={draft.recipientName}
            onChange={(event) => change({ recipientName: event.currentTarget.value })}
          />
          <TextInput
            label={t('recipientEmail')}
            type="email"
            value={draft.recipientEmail}
            onChange={(event) => change({ recipientEmail: event.currentTarget.value })}
          />
          <TextInput
            label={t('office.because')}
            required
            value={draft.because}
            onChange={(event) => change({ because: event.currentTarget.value })}
          />
        </SimpleGrid>
        <div>
          <Button
            onClick={() => give.mutate(undefined)}
            loading={give.isPending}
            disabled={draft.because.trim() === '' || draft.amount <= 0}
          >
            {t('office.give')}
          </Button>
        </div>
      </Stack>
    </Panel>
  )
}
