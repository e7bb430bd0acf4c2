import { Button, Group, Skeleton, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { Empty } from '../../blocks/empty.tsx'
import { Page } from '../../blocks/page.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { marketDaysQuery, refreshes } from './calendar-query.ts'
import { type DayFields, emptyFields, factsOf, MarketDayFields } from './market-day-fields.tsx'
import { MarketDayRow } from './market-day-row.tsx'

/** The stall's outings: entered here, shown in the shop, offered for pick-up. */
export default function CalendarPage() {
  const { t } = useTranslation('calendar')
  const { t: office } = useTranslation()
  const days = useQuery(marketDaysQuery)
  return (
    <Page title={office('place.calendar')} about={t('office.about')}>
      <Stack gap="md">
        <NewDays />
        {days.isError && <ProblemNotice error={days.error} retry={() => void days.refetch()} />}
        {days.isPending && <Skeleton height={180} radius={8} />}
        {days.data?.items.length === 0 && <Empty title={t('office.none')} about={t('office.noneAbout')} />}
        {days.data && days.data.items.length > 0 && (
          <Panel title={t('office.upcoming')} aside={<a href="/marches">{t('office.seeInShop')}</a>}>
            <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
              {days.data.items.map((day) => (
                <MarketDayRow key={`${day.id}-${day.version}`} day={day} />
              ))}
            </Stack>
          </Panel>
        )}
      </Stack>
    </Page>
  )
}

function NewDays() {
  const { t } = useTranslation('calendar')
  const form = useForm<DayFields>({ initialValues: emptyFields })
  const add = useAction(
    (fields: DayFields) =>
      answer(
        api.POST('/market-days', {
          body: { ...factsOf(fields), ...(fields.weeklyUntil !== '' && { weeklyUntil: fields.weeklyUntil }) },
        }),
      ),
    { refreshes, done: t('office.added', { count: 1 }), form },
  )
  const submit = form.onSubmit((fields) => add.mutate(fields, { onSuccess: () => form.setFieldValue('day', '') }))
  return (
    <Panel title={t('office.addTitle')}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <MarketDayFields form={form} isNew />
          <Group justify="flex-end">
            <Button type="submit" loading={add.isPending}>
              {t('office.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}
