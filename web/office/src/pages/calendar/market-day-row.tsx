import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, done } from '../../api.ts'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { currentLanguage } from '../../i18n.ts'
import { type MarketDay, refreshes } from './calendar-query.ts'
import { factsOf, MarketDayFields } from './market-day-fields.tsx'

/** One outing, with what may be done about it folded away. */
export function MarketDayRow({ day }: { day: MarketDay }) {
  const { t } = useTranslation('calendar')
  const [open, setOpen] = useState<'change' | 'cancel' | undefined>()
  const restore = useAction(
    () => done(api.DELETE('/market-days/{marketDayId}/cancellation', { params: { path: { marketDayId: day.id } } })),
    { refreshes, done: t('office.restored') },
  )
  const hours = day.opensAt === null ? '' : ` · ${day.opensAt}–${day.closesAt}`
  return (
    <li style={{ padding: '10px 0', borderTop: '1px solid var(--mantine-color-default-border)' }}>
      <Group justify="space-between" gap="sm">
        <div>
          <strong>
            {dayText(day.day)}
            {hours}
          </strong>
          <Text size="sm">
            {day.place}
            {day.address !== '' && ` · ${day.address}`}
          </Text>
          {day.cancelledReason !== null && <Text size="sm">{day.cancelledReason}</Text>}
        </div>
        <Group gap="xs">
          {day.cancelledReason !== null && <StateBadge tone="bad" words={t('office.cancelled')} />}
          <Button size="xs" variant="default" onClick={() => setOpen(open === 'change' ? undefined : 'change')}>
            {t('office.change')}
          </Button>
          {day.cancelledReason === null ? (
            <Button size="xs" variant="default" onClick={() => setOpen(open === 'cancel' ? undefined : 'cancel')}>
              {t('office.cancel')}
            </Button>
          ) : (
            <Button size="xs" variant="default" loading={restore.isPending} onClick={() => restore.mutate(undefined)}>
              {t('office.restore')}
            </Button>
          )}
        </Group>
      </Group>
      {open === 'change' && <ChangeForm day={day} />}
      {open === 'cancel' && <CancelForm day={day} />}
    </li>
  )
}

const dayText = (day: string): string =>
  new Intl.DateTimeFormat(currentLanguage() === 'en' ? 'en-GB' : 'fr-FR', {
    dateStyle: 'full',
    timeZone: 'UTC',
  }).format(new Date(`${day}T12:00:00Z`))

function ChangeForm({ day }: { day: MarketDay }) {
  const { t } = useTranslation()
  const form = useForm({
    initialValues: { ...day, opensAt: day.opensAt ?? '', closesAt: day.closesAt ?? '', weeklyUntil: '' },
  })
  const change = useAction(
    () =>
      answer(
        api.PUT('/market-days/{marketDayId}', {
          params: { path: { marketDayId: day.id } },
          body: factsOf(form.getValues()),
        }),
      ),
    { refreshes, done: t('action.saved'), form },
  )
  return (
    <form onSubmit={form.onSubmit(() => change.mutate(undefined))}>
      <Stack gap="sm" mt="sm">
        <MarketDayFields form={form} isNew={false} />
        <Group justify="flex-end">
          <Button type="submit" size="xs" loading={change.isPending}>
            {t('action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function CancelForm({ day }: { day: MarketDay }) {
  const { t } = useTranslation('calendar')
  const form = useForm({ initialValues: { reason: '', isWithFollowing: false } })
  const cancel = useAction(
    (body: { reason: string; isWithFollowing: boolean }) =>
      done(api.POST('/market-days/{marketDayId}/cancellation', { params: { path: { marketDayId: day.id } }, body })),
    { refreshes, done: t('office.cancelled') },
  )
  return (
    <form onSubmit={form.onSubmit((body) => cancel.mutate(body))}>
      <Stack gap="sm" mt="sm">
        <TextInput required maxLength={300} label={t('office.cancelReason')} {...form.getInputProps('reason')} />
        {day.seriesId !== null && (
          <Checkbox
            label={t('office.cancelFollowing')}
            {...form.getInputProps('isWithFollowing', { type: 'checkbox' })}
          />
        )}
        <Group justify="flex-end">
          <Button type="submit" size="xs" color="tomato" loading={cancel.isPending}>
            {t('office.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
