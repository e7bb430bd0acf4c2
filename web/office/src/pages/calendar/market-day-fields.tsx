import { SimpleGrid, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'

export type DayFields = {
  day: string
  opensAt: string
  closesAt: string
  place: string
  address: string
  note: string
  weeklyUntil: string
}

export const emptyFields: DayFields = {
  day: '',
  opensAt: '08:00',
  closesAt: '13:00',
  place: '',
  address: '',
  note: '',
  weeklyUntil: '',
}

/** What the API takes; hours left empty are not known. */
export const factsOf = ({ day, opensAt, closesAt, place, address, note }: DayFields) => ({
  day,
  opensAt: opensAt === '' ? null : opensAt,
  closesAt: closesAt === '' ? null : closesAt,
  place,
  address,
  note,
})

export function MarketDayFields({ form, isNew }: { form: UseFormReturnType<DayFields>; isNew: boolean }) {
  const { t } = useTranslation('calendar')
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: isNew ? 4 : 3 }} spacing="sm">
        <TextInput type="date" required label={t('office.day')} {...form.getInputProps('day')} />
        <TextInput type="time" label={t('office.opensAt')} {...form.getInputProps('opensAt')} />
        <TextInput type="time" label={t('office.closesAt')} {...form.getInputProps('closesAt')} />
        {isNew && (
          <TextInput
            type="date"
            label={t('office.weeklyUntil')}
            description={t('office.weeklyUntilAbout')}
            {...form.getInputProps('weeklyUntil')}
          />
        )}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextInput required maxLength={200} label={t('office.place')} {...form.getInputProps('place')} />
        <TextInput maxLength={300} label={t('office.address')} {...form.getInputProps('address')} />
      </SimpleGrid>
      <Textarea autosize maxLength={1000} label={t('office.note')} {...form.getInputProps('note')} />
    </>
  )
}
