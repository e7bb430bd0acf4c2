import { Button, Checkbox, Group, NumberInput, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import type { Method } from './delivery-query.ts'
import { ratesText, readRates } from './rates-text.ts'

const mediaNames = ['vinyl', 'cd', 'cassette', 'other'] as const

const fieldsOf = (method: Method) => ({
  isActive: method.isActive,
  countries: method.countries.join(' '),
  valueMax: method.valueMinorMax === null ? '' : String(method.valueMinorMax / 100),
  media: [...(method.media ?? [])],
  handlingDays: method.handlingDays,
  transitDaysMin: method.transitDaysMin,
  transitDaysMax: method.transitDaysMax,
  cutOff: method.cutOff,
  carrier: method.carrier ?? '',
  rates: ratesText(method.rates),
})
type Fields = ReturnType<typeof fieldsOf>

function bodyOf(method: Method, fields: Fields) {
  const rates = readRates(fields.rates)
  const valueMax = Number(fields.valueMax.replace(',', '.'))
  return {
    kind: method.kind,
    isActive: fields.isActive,
    countries: fields.countries
      .toUpperCase()
      .split(/[\s,]+/)
      .filter(Boolean),
    valueMinorMax: fields.valueMax.trim() === '' ? null : Math.round(valueMax * 100),
    media: fields.media.length === 0 ? null : fields.media,
    handlingDays: fields.handlingDays,
    transitDaysMin: fields.transitDaysMin,
    transitDaysMax: fields.transitDaysMax,
    cutOff: fields.cutOff,
    carrier: fields.carrier.trim() === '' ? null : fields.carrier,
    rates: 'items' in rates ? rates.items : [],
  }
}

export function MethodForm({ method }: { method: Method }) {
  const { t } = useTranslation('delivery')
  const { t: office } = useTranslation()
  const form = useForm<Fields>({
    initialValues: fieldsOf(method),
    validate: {
      valueMax: (text) => (/^\d*([.,]\d{1,2})?$/.test(text.trim()) ? null : t('office.priceFault')),
      rates: (text) => {
        const read = readRates(text)
        return 'faultyLine' in read ? t('office.ratesFault', { line: read.faultyLine }) : null
      },
    },
  })
  const save = useAction(
    (fields: Fields) =>
      answer(
        api.PUT('/delivery-methods/{code}', { params: { path: { code: method.code } }, body: bodyOf(method, fields) }),
      ),
    { refreshes: [['delivery-methods']], done: office('action.saved'), form },
  )
  return (
    <form onSubmit={form.onSubmit((fields) => save.mutate(fields, { onSuccess: () => form.resetDirty() }))}>
      <Stack gap="sm">
        <Checkbox label={t('office.active')} {...form.getInputProps('isActive', { type: 'checkbox' })} />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <Textarea
            autosize
            minRows={3}
            label={t('office.rates')}
            description={t('office.ratesAbout')}
            {...form.getInputProps('rates')}
          />
          <Stack gap="sm">
            <TextInput
              label={t('office.countries')}
              description={t('office.countriesAbout')}
              {...form.getInputProps('countries')}
            />
            <TextInput
              inputMode="decimal"
              label={t('office.valueMax')}
              description={t('office.valueMaxAbout')}
              {...form.getInputProps('valueMax')}
            />
            {method.kind === 'relay' && <TextInput label={t('office.carrier')} {...form.getInputProps('carrier')} />}
          </Stack>
        </SimpleGrid>
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
          <NumberInput min={0} max={30} label={t('office.handlingDays')} {...form.getInputProps('handlingDays')} />
          <TextInput type="time" label={t('office.cutOff')} {...form.getInputProps('cutOff')} />
          <NumberInput min={0} max={60} label={t('office.transitMin')} {...form.getInputProps('transitDaysMin')} />
          <NumberInput min={0} max={90} label={t('office.transitMax')} {...form.getInputProps('transitDaysMax')} />
        </SimpleGrid>
        <Checkbox.Group label={t('office.media')} description={t('office.mediaAbout')} {...form.getInputProps('media')}>
          <Group mt="xs">
            {mediaNames.map((name) => (
              <Checkbox key={name} value={name} label={office(`copy.media.${name}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        <Group justify="flex-end">
          <Button type="submit" size="xs" loading={save.isPending} disabled={!form.isDirty()}>
            {office('action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
