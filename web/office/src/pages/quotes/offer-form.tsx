import { Button, Group, NumberInput, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import { moneyText } from '../../blocks/words.ts'
import type { Quote } from './quotes-query.ts'

type Row = { id: number; sku: string; title: string; quantity: number; euros: number }

const emptyRow = (id: number): Row => ({ id, sku: '', title: '', quantity: 1, euros: 0 })
const rowsOf = (quote: Quote): Row[] =>
  quote.lines.length === 0
    ? [emptyRow(0)]
    : quote.lines.map(({ position, sku, title, quantity, unitPriceMinor }) => ({
        id: position,
        sku,
        title,
        quantity,
        euros: unitPriceMinor / 100,
      }))
const inTwoWeeks = (): string => new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10)

/** Pieces by their code, prices, delivery and the last day; saving holds the pieces and mails the quote. */
export function OfferForm({ quote }: { quote: Quote }) {
  const { t } = useTranslation()
  const [rows, setRows] = useState(rowsOf(quote))
  const [validUntil, setValidUntil] = useState(quote.validUntil ?? inTwoWeeks())
  const [delivery, setDelivery] = useState(quote.deliveryMinor / 100)
  const [note, setNote] = useState(quote.note)
  const save = useOffer(quote.id)
  const change = (changed: Row) => setRows((now) => now.map((row) => (row.id === changed.id ? changed : row)))
  const totalMinor = rows.reduce(
    (sum, { quantity, euros }) => sum + quantity * Math.round(euros * 100),
    Math.round(delivery * 100),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lines = rows
      .filter(({ sku }) => sku.trim() !== '')
      .map(({ sku, quantity, euros }) => ({ sku: sku.trim(), quantity, unitPriceMinor: Math.round(euros * 100) }))
    save.mutate({ lines, validUntil, deliveryMinor: Math.round(delivery * 100), note })
  }
  if (quote.state === 'accepted' || quote.state === 'declined') return <Text>{t('quotes:office.answered')}</Text>
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {rows.map((row) => (
          <OfferRow key={row.id} row={row} onChange={change} />
        ))}
        <Group>
          <Button
            variant="default"
            size="xs"
            onClick={() => setRows((now) => [...now, emptyRow(Math.max(...now.map(({ id }) => id)) + 1)])}
          >
            {t('quotes:office.addLine')}
          </Button>
        </Group>
        <Group grow>
          <NumberInput
            label={t('quotes:office.delivery')}
            min={0}
            decimalScale={2}
            decimalSeparator=","
            allowedDecimalSeparators={['.', ',']}
            value={delivery}
            onChange={(value) => setDelivery(Number(value))}
          />
          <TextInput
            type="date"
            label={t('quotes:office.until')}
            required
            value={validUntil}
            onChange={(event) => setValidUntil(event.currentTarget.value)}
          />
        </Group>
        <Textarea
          label={t('quotes:office.note')}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group justify="space-between">
          <strong>{moneyText(totalMinor)}</strong>
          <Button type="submit" loading={save.isPending}>
            {t('quotes:office.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type Offer = {
  lines: { sku: string; quantity: number; unitPriceMinor: number }[]
  validUntil: string
  deliveryMinor: number
  note: string
}

function useOffer(quoteId: string) {
  const { t } = useTranslation()
  return useAction(
    (body: Offer) => answer(api.PUT('/quotes/{quoteId}/offer', { params: { path: { quoteId } }, body })),
    { refreshes: [['quotes'], ['variants'], ['units']], done: t('quotes:office.sent') },
  )
}

function OfferRow({ row, onChange }: { row: Row; onChange: (row: Row) => void }) {
  const { t } = useTranslation()
  return (
    <Group align="end" wrap="wrap">
      <TextInput
        label={t('quotes:office.sku')}
        description={row.title || undefined}
        value={row.sku}
        onChange={(event) => onChange({ ...row, sku: event.currentTarget.value, title: '' })}
      />
      <NumberInput
        label={t('quotes:page.quantity')}
        min={1}
        max={1000}
        w={100}
        value={row.quantity}
        onChange={(value) => onChange({ ...row, quantity: Number(value) || 1 })}
      />
      <NumberInput
        label={t('quotes:page.price')}
        min={0}
        decimalScale={2}
        decimalSeparator=","
        allowedDecimalSeparators={['.', ',']}
        w={130}
        value={row.euros}
        onChange={(value) => onChange({ ...row, euros: Number(value) })}
      />
    </Group>
  )
}
