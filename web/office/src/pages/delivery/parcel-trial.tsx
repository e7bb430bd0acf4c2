import { NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Body } from '../../api.ts'
import { Panel } from '../../blocks/panel.tsx'
import { dayText, moneyText } from '../../blocks/words.ts'

type Parcel = { country: string; weightGrams: number; itemsMinor: number }
type Trial = Body<'/delivery-methods/trial', 'post'>['items'][number]

const trialQuery = (body: Parcel) =>
  queryOptions({
    queryKey: ['delivery-methods', 'trial', body],
    queryFn: () => answer(api.POST('/delivery-methods/trial', { body })),
    enabled: /^[A-Z]{2}$/.test(body.country) && body.weightGrams > 0,
    placeholderData: (before) => before,
  })

/** "1 LP to Belgium: …" – the price and days of each method, or why it does not go. */
export function ParcelTrial() {
  const { t } = useTranslation('delivery')
  const [parcel, setParcel] = useState<Parcel>({ country: 'BE', weightGrams: 260, itemsMinor: 2000 })
  const trial = useQuery(trialQuery(parcel))
  return (
    <Panel title={t('office.test')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('office.testAbout')}
        </Text>
        <SimpleGrid cols={3} spacing="sm">
          <TextInput
            label={t('office.testCountry')}
            maxLength={2}
            value={parcel.country}
            onChange={(event) => setParcel({ ...parcel, country: event.currentTarget.value.toUpperCase() })}
          />
          <NumberInput
            label={t('office.testWeight')}
            min={1}
            value={parcel.weightGrams}
            onChange={(value) => setParcel({ ...parcel, weightGrams: Number(value) || 0 })}
          />
          <NumberInput
            label={t('office.testValue')}
            min={0}
            value={parcel.itemsMinor / 100}
            onChange={(value) => setParcel({ ...parcel, itemsMinor: Math.round(Number(value) * 100) })}
          />
        </SimpleGrid>
        <ul style={{ margin: 0, paddingInlineStart: 20 }} aria-live="polite">
          {trial.data?.items.map((line) => (
            <TrialLine key={line.code} line={line} />
          ))}
        </ul>
      </Stack>
    </Panel>
  )
}

function TrialLine({ line }: { line: Trial }) {
  const { t } = useTranslation('delivery')
  const method = t(`kind.${line.kind}`)
  if (line.priceMinor === null) {
    return (
      <li>
        {method} – {t('office.never', { reason: line.reason === null ? '' : t(`office.reason.${line.reason}`) })}
      </li>
    )
  }
  const day = (text: string | null) => text && dayText(text)
  const values = {
    method,
    price: moneyText(line.priceMinor),
    ships: day(line.shipsOn),
    from: day(line.from),
    to: day(line.to),
  }
  return <li>{t('office.testLine', values)}</li>
}
