import { Alert, Box, Button, Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Body, done } from '../../api.ts'
import { Panel } from '../../blocks/panel.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'
import { unitsQuery } from './catalogue-query.ts'

type UnitTax = Body<'/units/{unitId}/tax-scheme', 'get'>
const schemes = ['margin', 'normal'] as const
type Scheme = (typeof schemes)[number]

const taxQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['units', unitId, 'tax'],
    queryFn: () => answer(api.GET('/units/{unitId}/tax-scheme', { params: { path: { unitId } } })),
  })

/** How each piece of a variant is taxed, who decided so and why. */
export function CopyTax({ variantId }: { variantId: string }) {
  const { t } = useTranslation()
  const units = useQuery(unitsQuery(variantId)).data?.items ?? []
  const [chosen, setChosen] = useState<string>()
  const unitId = (units.find(({ id }) => id === chosen) ?? units[0])?.id
  const tax = useQuery({ ...taxQuery(unitId ?? ''), enabled: unitId !== undefined }).data
  if (!unitId || !tax) return null
  return (
    <Panel title={t('taxes:copy.title')}>
      {units.length > 1 && (
        <Box mb="sm" style={{ overflowX: 'auto' }}>
          <SegmentedControl
            size="xs"
            value={unitId}
            onChange={setChosen}
            data={units.map(({ id, code }) => ({ value: id, label: code }))}
            aria-label={t('copy.unit')}
          />
        </Box>
      )}
      <Stack gap="sm">
        <Text size="sm" fw={600}>
          {t('taxes:copy.now', { scheme: t(`taxes:office.usedScheme.${tax.scheme}`) })}
        </Text>
        {tax.isExempt && <Text size="sm">{t('taxes:copy.exempt')}</Text>}
        {tax.isFactorySealed && tax.scheme === 'margin' && <Alert color="mustard">{t('taxes:copy.sealed')}</Alert>}
        {tax.decisions.map(({ scheme, because, at }) => (
          <Text size="sm" key={at}>
            <When at={at} /> · {t(`taxes:office.usedScheme.${scheme}`)} · {because}
          </Text>
        ))}
        {tax.isSold ? (
          <Text size="sm">{t('taxes:copy.sold')}</Text>
        ) : (
          <Decision unitId={unitId} tax={tax} key={unitId} />
        )}
      </Stack>
    </Panel>
  )
}

function Decision({ unitId, tax }: { unitId: string; tax: UnitTax }) {
  const { t } = useTranslation()
  const form = useForm<{ scheme: Scheme; because: string }>({ initialValues: { scheme: tax.scheme, because: '' } })
  const save = useAction(
    (body: { scheme: Scheme; because: string }) =>
      done(api.POST('/units/{unitId}/tax-scheme', { params: { path: { unitId } }, body })),
    { refreshes: [['units', unitId, 'tax']], done: t('action.saved') },
  )
  const submit = form.onSubmit((wanted) => save.mutate(wanted, { onSuccess: () => form.setFieldValue('because', '') }))
  const possible = tax.condition === 'new' ? (['normal'] as const) : schemes
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Select
          allowDeselect={false}
          label={t('taxes:copy.scheme')}
          description={t('taxes:copy.about')}
          data={possible.map((value) => ({ value, label: t(`taxes:office.usedScheme.${value}`) }))}
          {...form.getInputProps('scheme')}
        />
        <TextInput
          required
          maxLength={200}
          label={t('taxes:copy.because')}
          description={t('taxes:copy.becauseAbout')}
          {...form.getInputProps('because')}
        />
        <Group justify="flex-end">
          <Button type="submit" variant="default" loading={save.isPending}>
            {t('taxes:copy.decide')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
