import { Button, Group, NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { Panel } from '../../blocks/panel.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { dayText, moneyText } from '../../blocks/words.ts'

const termsQuery = queryOptions({
  queryKey: ['voucher-terms'],
  queryFn: () => answer(api.GET('/voucher-terms')),
})
const blank = { validFrom: '', validMonths: 24, amountMin: 10, amountMax: 500 }

/** How long vouchers are valid and what may be given, by the day they are issued. */
export function VoucherTerms() {
  const { t } = useTranslation('vouchers')
  const { t: say } = useTranslation()
  const known = useQuery(termsQuery).data?.items ?? []
  const form = useForm({ initialValues: blank })
  const save = useAction(
    ({ validFrom, validMonths, amountMin, amountMax }: typeof blank) => {
      const [amountMinMinor, amountMaxMinor] = [Math.round(amountMin * 100), Math.round(amountMax * 100)]
      return answer(api.POST('/voucher-terms', { body: { validFrom, validMonths, amountMinMinor, amountMaxMinor } }))
    },
    { refreshes: [['voucher-terms']], done: say('action.saved') },
  )
  const submit = form.onSubmit((wanted) => save.mutate(wanted, { onSuccess: () => form.reset() }))
  const amount = { min: 0.01, decimalScale: 2, decimalSeparator: ',', allowedDecimalSeparators: ['.', ','] }
  return (
    <Panel title={t('office.terms.title')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('office.terms.about')}
        </Text>
        {known.slice(0, 5).map(({ validFrom, validMonths, amountMinMinor, amountMaxMinor }) => (
          <Text size="sm" key={validFrom}>
            {t('office.terms.line', {
              from: dayText(validFrom),
              months: validMonths,
              min: moneyText(amountMinMinor),
              max: moneyText(amountMaxMinor),
            })}
          </Text>
        ))}
        <form onSubmit={submit}>
          <Stack gap="sm">
            <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
              <TextInput type="date" required label={t('office.terms.from')} {...form.getInputProps('validFrom')} />
              <NumberInput
                required
                min={1}
                max={120}
                label={t('office.terms.months')}
                {...form.getInputProps('validMonths')}
              />
              <NumberInput required {...amount} label={t('office.terms.min')} {...form.getInputProps('amountMin')} />
              <NumberInput required {...amount} label={t('office.terms.max')} {...form.getInputProps('amountMax')} />
            </SimpleGrid>
            <Group justify="flex-end">
              <Button type="submit" variant="default" loading={save.isPending}>
                {t('office.terms.add')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Stack>
    </Panel>
  )
}
