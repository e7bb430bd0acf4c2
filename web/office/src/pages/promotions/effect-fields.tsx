import { NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { effectKinds, type FieldsProps, numberIn } from './promotion-draft.ts'

/** What it takes off; only the fields that this kind of reduction has. */
export function EffectFields({ draft, change }: FieldsProps) {
  const { t } = useTranslation('promotions')
  const { kind } = draft
  const has = (...kinds: string[]) => kinds.includes(kind)
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <Select
        label={t('office.effect')}
        data={effectKinds.map((value) => ({ value, label: t(`office.effect.${value}`) }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => change({ kind: effectKinds.find((one) => one === value) ?? 'percent' })}
      />
      {has('percent-from', 'set-price', 'free-pieces') && (
        <NumberInput
          label={t('office.pieces')}
          min={2}
          max={50}
          value={draft.pieces}
          onChange={(value) => change({ pieces: numberIn(value) || 2 })}
        />
      )}
      {has('free-pieces') && (
        <NumberInput
          label={t('office.free')}
          min={1}
          max={49}
          value={draft.free}
          onChange={(value) => change({ free: numberIn(value) || 1 })}
        />
      )}
      {has('percent', 'percent-from', 'basket-percent') && (
        <NumberInput
          label={t('office.percent')}
          min={0.01}
          max={100}
          decimalScale={2}
          decimalSeparator=","
          allowedDecimalSeparators={['.', ',']}
          suffix=" %"
          value={draft.percent}
          onChange={(value) => change({ percent: numberIn(value) || 1 })}
        />
      )}
      {has('off-each', 'basket-off', 'set-price') && (
        <NumberInput
          label={t(has('set-price') ? 'office.setTotal' : 'office.amount')}
          min={0.01}
          decimalScale={2}
          decimalSeparator=","
          allowedDecimalSeparators={['.', ',']}
          value={draft.amount}
          onChange={(value) => change({ amount: numberIn(value) || 1 })}
        />
      )}
      {has('free-delivery') && (
        <>
          <TextInput
            label={t('office.methods')}
            description={t('office.methodsAbout')}
            value={draft.methods}
            onChange={(event) => change({ methods: event.currentTarget.value })}
          />
          <TextInput
            label={t('office.countries')}
            description={t('office.countriesAbout')}
            value={draft.countries}
            onChange={(event) => change({ countries: event.currentTarget.value })}
          />
        </>
      )}
    </SimpleGrid>
  )
}
