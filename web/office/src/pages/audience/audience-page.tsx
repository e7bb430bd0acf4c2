import { SegmentedControl, SimpleGrid, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../blocks/empty.tsx'
import { Page } from '../../blocks/page.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { audienceQuery } from './audience-query.ts'
import { CountTable } from './count-table.tsx'
import { SuggestionsPanel } from './suggestions-panel.tsx'
import { TrackersPanel } from './trackers-panel.tsx'

const periods = [1, 7, 30, 365] as const

/** Looks, suggestions made from them, and the trackers of others. */
export default function AudiencePage() {
  const { t } = useTranslation()
  const [days, setDays] = useState(30)
  const figures = useQuery(audienceQuery(days))
  const { data } = figures
  const period = (
    <SegmentedControl
      aria-label={t('audience:office.period')}
      data={periods.map((count) => ({ value: String(count), label: t('audience:office.period_days', { count }) }))}
      value={String(days)}
      onChange={(value) => setDays(Number(value))}
    />
  )
  return (
    <Page title={t('place.audience')} about={t('audience:office.about')} actions={period}>
      {figures.isError && <ProblemNotice error={figures.error} retry={() => void figures.refetch()} />}
      {!data && <Skeleton height={240} radius={8} />}
      <Stack>
        {data?.days.length === 0 && <Empty title={t('audience:office.none')} about={t('audience:office.noneAbout')} />}
        {data && data.days.length > 0 && (
          <SimpleGrid cols={{ base: 1, md: 2 }}>
            <CountTable kind="days" rows={data.days.map(({ day, count }) => ({ label: day, count }))} />
            <CountTable kind="hours" rows={data.hours.map(({ hour, count }) => ({ label: `${hour} h`, count }))} />
            <CountTable kind="pages" rows={data.pages.map(({ path, count }) => ({ label: path, count }))} />
            <CountTable
              kind="products"
              rows={data.products.map(({ title, artist, count }) => ({
                label: [title, artist].filter(Boolean).join(' – '),
                count,
              }))}
            />
          </SimpleGrid>
        )}
        <SuggestionsPanel />
        <TrackersPanel />
      </Stack>
    </Page>
  )
}
