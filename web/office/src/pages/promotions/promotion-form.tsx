import { Checkbox, MultiSelect, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../blocks/panel.tsx'
import { EffectFields } from './effect-fields.tsx'
import { type FieldsProps, numberIn, stackings } from './promotion-draft.ts'
import { groupsQuery } from './promotions-query.ts'

const columns = { base: 1, sm: 2 }

/** Everything about a promotion, from what it is called to when it ends. */
export function PromotionForm(props: FieldsProps) {
  return (
    <Stack gap="md">
      <NameFields {...props} />
      <EffectFields {...props} />
      <ScopeFields {...props} />
      <TermsFields {...props} />
      <WhenFields {...props} />
    </Stack>
  )
}

function NameFields({ draft, change }: FieldsProps) {
  const { t } = useTranslation('promotions')
  return (
    <SimpleGrid cols={columns}>
      <TextInput
        label={t('office.names')}
        required
        maxLength={120}
        value={draft.nameFr}
        onChange={(event) => change({ nameFr: event.currentTarget.value })}
      />
      <TextInput
        label={t('office.namesEn')}
        maxLength={120}
        value={draft.nameEn}
        onChange={(event) => change({ nameEn: event.currentTarget.value })}
      />
      <TextInput
        label={t('office.code')}
        description={t('office.codeAbout')}
        maxLength={40}
        value={draft.code}
        onChange={(event) => change({ code: event.currentTarget.value.toUpperCase() })}
      />
      <TextInput
        label={t('office.campaign')}
        description={t('office.campaignAbout')}
        maxLength={80}
        value={draft.campaign}
        onChange={(event) => change({ campaign: event.currentTarget.value })}
      />
    </SimpleGrid>
  )
}

function ScopeFields({ draft, change }: FieldsProps) {
  const { t } = useTranslation('promotions')
  const media = ['vinyl', 'cd', 'cassette', 'other'].map((value) => ({ value, label: t(`office.medium.${value}`) }))
  const conditions = ['new', 'used'].map((value) => ({ value, label: t(`office.condition.${value}`) }))
  return (
    <Panel title={t('office.scope')}>
      <SimpleGrid cols={columns}>
        <MultiSelect
          label={t('office.media')}
          data={media}
          value={draft.media}
          onChange={(media) => change({ media })}
        />
        <MultiSelect
          label={t('office.conditions')}
          data={conditions}
          value={draft.conditions}
          onChange={(conditions) => change({ conditions })}
        />
        <TextInput
          label={t('office.genres')}
          description={t('office.listAbout')}
          value={draft.genres}
          onChange={(event) => change({ genres: event.currentTarget.value })}
        />
        <TextInput
          label={t('office.tags')}
          description={t('office.listAbout')}
          value={draft.tags}
          onChange={(event) => change({ tags: event.currentTarget.value })}
        />
        <NumberInput
          label={t('office.priceMin')}
          min={0}
          decimalScale={2}
          decimalSeparator=","
          allowedDecimalSeparators={['.', ',']}
          value={draft.priceMin}
          onChange={(value) => change({ priceMin: numberIn(value) })}
        />
        <NumberInput
          label={t('office.priceMax')}
          min={0}
          decimalScale={2}
          decimalSeparator=","
          allowedDecimalSeparators={['.', ',']}
          value={draft.priceMax}
          onChange={(value) => change({ priceMax: numberIn(value) })}
        />
      </SimpleGrid>
      <Checkbox
        mt="sm"
        label={t('office.leavesOutOffers')}
        checked={draft.leavesOutOffers}
        onChange={(event) => change({ leavesOutOffers: event.currentTarget.checked })}
      />
    </Panel>
  )
}

function TermsFields({ draft, change }: FieldsProps) {
  const { t } = useTranslation('promotions')
  const groups = useQuery(groupsQuery).data?.items ?? []
  return (
    <Panel title={t('office.terms')}>
      <SimpleGrid cols={columns}>
        <NumberInput
          label={t('office.basketMin')}
          min={0}
          decimalScale={2}
          decimalSeparator=","
          allowedDecimalSeparators={['.', ',']}
          value={draft.basketMin}
          onChange={(value) => change({ basketMin: numberIn(value) })}
        />
        <MultiSelect
          label={t('office.groups')}
          data={groups.map(({ code, name }) => ({ value: code, label: name }))}
          value={draft.groups}
          onChange={(groups) => change({ groups })}
        />
        <NumberInput
          label={t('office.usesMax')}
          min={1}
          value={draft.usesMax}
          onChange={(value) => change({ usesMax: numberIn(value) })}
        />
        <NumberInput
          label={t('office.usesPerCustomer')}
          min={1}
          value={draft.usesPerCustomerMax}
          onChange={(value) => change({ usesPerCustomerMax: numberIn(value) })}
        />
      </SimpleGrid>
      <Checkbox
        mt="sm"
        label={t('office.firstOrder')}
        checked={draft.isFirstOrderOnly}
        onChange={(event) => change({ isFirstOrderOnly: event.currentTarget.checked })}
      />
    </Panel>
  )
}

function WhenFields({ draft, change }: FieldsProps) {
  const { t } = useTranslation('promotions')
  return (
    <Panel title={t('office.when')}>
      <SimpleGrid cols={columns}>
        <TextInput
          type="datetime-local"
          label={t('office.startsAt')}
          value={draft.startsAt}
          onChange={(event) => change({ startsAt: event.currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label={t('office.endsAt')}
          description={t('office.endsAtAbout')}
          value={draft.endsAt}
          onChange={(event) => change({ endsAt: event.currentTarget.value })}
        />
        <Select
          label={t('office.stacking')}
          data={stackings.map((value) => ({ value, label: t(`office.stacking.${value}`) }))}
          value={draft.stacking}
          allowDeselect={false}
          onChange={(value) => change({ stacking: stackings.find((one) => one === value) ?? 'stackable' })}
        />
        <NumberInput
          label={t('office.priority')}
          description={t('office.priorityAbout')}
          min={0}
          max={1000}
          value={draft.priority}
          onChange={(value) => change({ priority: numberIn(value) || 0 })}
        />
      </SimpleGrid>
    </Panel>
  )
}
