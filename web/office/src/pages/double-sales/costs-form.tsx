import { Button, Group, NativeSelect, NumberInput, SimpleGrid, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import type { ArbitrationSettings } from './double-sales-query.ts'

const costMax = 1000

/** What losing a sale costs, channel by channel; only the order of the numbers matters. */
export function CostsForm({ settings }: { settings: ArbitrationSettings }) {
  const { t } = useTranslation()
  // A dot in a form field's name would mean a field inside a field.
  const { costs, ...options } = settings
  const costliestFirst = Object.keys(costs).toSorted((a, b) => (costs[b] ?? 0) - (costs[a] ?? 0) || a.localeCompare(b))
  const initialValues = {
    ...options,
    voucher: options.voucherMinor / 100,
    points: costliestFirst.map((channel) => costs[channel] ?? 0),
  }
  const form = useForm({ initialValues })
  const save = useAction(
    ({ points, voucher, ...rest }: typeof initialValues) => {
      const changed = Object.fromEntries(costliestFirst.map((channel, index) => [channel, points[index] ?? 0]))
      const voucherMinor = Math.round(voucher * 100)
      return answer(api.PATCH('/arbitration/settings', { body: { ...rest, voucherMinor, costs: changed } }))
    },
    { refreshes: [['arbitration-settings']], done: t('action.saved') },
  )
  const submit = form.onSubmit((wanted) => save.mutate(wanted, { onSuccess: () => form.resetDirty() }))
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">{t('doubleSales.costsAbout')}</Text>
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
          {costliestFirst.map((channel, index) => (
            <NumberInput
              key={channel}
              label={t(`arbitration:costs.${channel}`, { defaultValue: channel })}
              min={0}
              max={costMax}
              clampBehavior="strict"
              allowDecimal={false}
              {...form.getInputProps(`points.${index}`)}
            />
          ))}
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
          <NumberInput
            label={t('doubleSales.askHours')}
            description={t('doubleSales.askHoursAbout')}
            min={1}
            max={168}
            allowDecimal={false}
            {...form.getInputProps('askHours')}
          />
          <NativeSelect
            label={t('doubleSales.afterAsking')}
            description={t('doubleSales.afterAskingAbout')}
            data={[
              { value: 'order', label: t('doubleSales.order') },
              { value: 'holder', label: t('doubleSales.holder') },
            ]}
            {...form.getInputProps('afterAsking')}
          />
          <NumberInput
            label={t('doubleSales.voucher')}
            description={t('doubleSales.voucherAbout')}
            min={0}
            max={1000}
            decimalScale={2}
            decimalSeparator=","
            allowedDecimalSeparators={['.', ',']}
            {...form.getInputProps('voucher')}
          />
        </SimpleGrid>
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {t('action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
