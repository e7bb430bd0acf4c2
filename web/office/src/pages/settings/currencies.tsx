import { Alert, Button, Group, MultiSelect, Stack, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Body, done } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'

const currenciesQuery = queryOptions({ queryKey: ['currencies'], queryFn: () => answer(api.GET('/currencies')) })
type Known = Body<'/currencies', 'get'>

/** Which currencies visitors may see beside the euro, and of which day the rates are. */
export function Currencies() {
  const { t } = useTranslation()
  const known = useQuery(currenciesQuery).data
  const read = useAction(() => answer(api.POST('/currencies/readings')), { refreshes: [['currencies']] })
  if (!known) return null
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('currencies:office.about')}
      </Text>
      <RateDay known={known} />
      <Choice known={known} key={known.chosen.join()} />
      <Text size="sm" fw={600}>
        {t('currencies:office.reads')}
      </Text>
      {known.reads.slice(0, 3).map(({ readAt, outcome, reason }) => (
        <Text size="sm" key={readAt}>
          <When at={readAt} /> · {t(`currencies:office.outcome.${outcome}`)}
          {reason && ` (${reason})`}
        </Text>
      ))}
      {known.source && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('currencies:office.source', { address: known.source })}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" loading={read.isPending} onClick={() => read.mutate(undefined)}>
          {t('currencies:office.read')}
        </Button>
      </Group>
    </Stack>
  )
}

function RateDay({ known: { rateDate, rateAgeDays, rateAgeDaysMax } }: { known: Known }) {
  const { t, i18n } = useTranslation()
  if (rateDate === null || rateAgeDays === null) return <Text size="sm">{t('currencies:office.empty')}</Text>
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' }).format(new Date(`${rateDate}T12:00:00`))
  const age = t(`currencies:office.${rateAgeDays === 0 ? 'age_zero' : 'age'}`, { count: rateAgeDays })
  return (
    <>
      <Text size="sm" fw={600}>
        {t('currencies:office.rates', { day, age })}
      </Text>
      {rateAgeDays > rateAgeDaysMax && (
        <Alert color="mustard">{t('currencies:office.hidden', { count: rateAgeDaysMax })}</Alert>
      )}
    </>
  )
}

const microPerUnit = 1_000_000

function Choice({ known }: { known: Known }) {
  const { t, i18n } = useTranslation()
  const [chosen, setChosen] = useState<string[]>(known.chosen)
  const save = useAction((currencies: string[]) => done(api.PUT('/currencies/choice', { body: { currencies } })), {
    refreshes: [['currencies']],
    done: t('action.saved'),
  })
  const names = new Intl.DisplayNames(i18n.language, { type: 'currency' })
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 6 })
  const label = (code: string): string => {
    const rate = known.rates.find(({ currency }) => currency === code)
    return [code, names.of(code), rate && `1 € = ${number.format(rate.rateMicro / microPerUnit)}`]
      .filter(Boolean)
      .join(' · ')
  }
  const codes = [...new Set([...known.choosable, ...known.chosen])]
  return (
    <Stack gap="sm">
      <MultiSelect
        searchable
        label={t('currencies:office.choice')}
        description={t('currencies:office.choiceAbout')}
        data={codes.map((value) => ({ value, label: label(value) }))}
        value={chosen}
        onChange={setChosen}
      />
      <Group justify="flex-end">
        <Button
          loading={save.isPending}
          disabled={chosen.join() === known.chosen.join()}
          onClick={() => save.mutate(chosen)}
        >
          {t('action.save')}
        </Button>
      </Group>
    </Stack>
  )
}
