import { Button, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { Panel } from '../../blocks/panel.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { type Hours, hoursQuery } from './messages-query.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

export function HoursPanel() {
  const { t } = useTranslation()
  const hours = useQuery(hoursQuery).data?.items
  return (
    <Panel title={t('messages:office.hours')}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('messages:office.hoursAbout')}
      </Text>
      {hours ? <HoursForm hours={hours} /> : <Skeleton height={200} />}
    </Panel>
  )
}

/** One span a day is what a small shop has; a day without times is closed. */
function HoursForm({ hours }: { hours: readonly Hours[] }) {
  const { t } = useTranslation()
  const [week, setWeek] = useState(() => weekdays.map((weekday) => spanOf(hours, weekday)))
  const save = useAction((items: Hours[]) => answer(api.PUT('/answering-hours', { body: { items } })), {
    refreshes: [['answering-hours']],
    done: t('messages:office.saved'),
  })
  const change = (weekday: number, part: Partial<Hours>) =>
    setWeek(week.map((span) => (span.weekday === weekday ? { ...span, ...part } : span)))
  return (
    <Stack gap="xs">
      {week.map(({ weekday, opens, closes }) => (
        <Group key={weekday} gap="xs" wrap="nowrap">
          <Text w={90} miw={72} size="sm">
            {t(`messages:weekday.${weekday}`)}
          </Text>
          <TextInput
            type="time"
            size="sm"
            aria-label={`${t(`messages:weekday.${weekday}`)} ${t('messages:office.from')}`}
            value={opens}
            onChange={(event) => change(weekday, { opens: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            size="sm"
            aria-label={`${t(`messages:weekday.${weekday}`)} ${t('messages:office.to')}`}
            value={closes}
            onChange={(event) => change(weekday, { closes: event.currentTarget.value })}
          />
        </Group>
      ))}
      <Group>
        <Button
          variant="default"
          loading={save.isPending}
          onClick={() => save.mutate(week.filter(({ opens, closes }) => opens !== '' && closes !== ''))}
        >
          {t('action.save')}
        </Button>
      </Group>
    </Stack>
  )
}

const spanOf = (hours: readonly Hours[], weekday: number): Hours =>
  hours.find((span) => span.weekday === weekday) ?? { weekday, opens: '', closes: '' }
