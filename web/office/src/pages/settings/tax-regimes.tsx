import { Button, Checkbox, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import { dayText } from '../../blocks/words.ts'

const regimesQuery = queryOptions({ queryKey: ['tax-regimes'], queryFn: () => answer(api.GET('/tax-regimes')) })
const regimes = ['franchise', 'normal'] as const
const schemes = ['margin', 'normal'] as const
type Regime = {
  readonly validFrom: string
  readonly regime: (typeof regimes)[number]
  readonly usedScheme: (typeof schemes)[number]
  readonly isOss: boolean
}
const blank: Regime = { validFrom: '', regime: 'normal', usedScheme: 'margin', isOss: false }

/** How the shop is taxed and since when; a later day is a new line, and orders placed before keep their taxes. */
export function TaxRegimes() {
  const { t } = useTranslation()
  const known = useQuery(regimesQuery).data?.items ?? []
  const form = useForm({ initialValues: blank })
  const save = useAction((body: Regime) => answer(api.POST('/tax-regimes', { body })), {
    refreshes: [['tax-regimes']],
    done: t('action.saved'),
    form,
  })
  const submit = form.onSubmit((wanted) => save.mutate(wanted, { onSuccess: () => form.reset() }))
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('taxes:office.about')}
      </Text>
      {known.length === 0 && <Text size="sm">{t('taxes:office.none')}</Text>}
      {known.map((line) => (
        <Text size="sm" key={line.validFrom}>
          {t('taxes:office.line', {
            from: dayText(line.validFrom),
            regime: t(`taxes:office.regime.${line.regime}`),
            used: t(`taxes:office.usedScheme.${line.usedScheme}`),
          })}
          {line.isOss && ` · ${t('taxes:office.oss')}`}
        </Text>
      ))}
      <form onSubmit={submit}>
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
            <TextInput type="date" required label={t('taxes:office.from')} {...form.getInputProps('validFrom')} />
            <Select
              allowDeselect={false}
              label={t('taxes:office.regimeLabel')}
              data={regimes.map((value) => ({ value, label: t(`taxes:office.regime.${value}`) }))}
              {...form.getInputProps('regime')}
            />
            <Select
              allowDeselect={false}
              label={t('taxes:office.usedLabel')}
              data={schemes.map((value) => ({ value, label: t(`taxes:office.usedScheme.${value}`) }))}
              {...form.getInputProps('usedScheme')}
            />
          </SimpleGrid>
          <Group justify="space-between">
            <Checkbox label={t('taxes:office.oss')} {...form.getInputProps('isOss', { type: 'checkbox' })} />
            <Button type="submit" loading={save.isPending}>
              {t('taxes:office.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Stack>
  )
}
