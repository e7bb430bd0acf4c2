import { Box, SegmentedControl, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { Timeline } from '../../blocks/timeline.tsx'
import { timelineQuery, type Unit, unitsQuery, variantListingsQuery } from './catalogue-query.ts'
import { newestFirst, useTimelineWords } from './timeline-words.ts'

/** The story of each copy; a variant held in quantity has one per piece. */
export function CopyTimelines({ variantId }: { variantId: string }) {
  const { t } = useTranslation()
  const found = useQuery(unitsQuery(variantId))
  const [chosen, setChosen] = useState<string>()
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <Skeleton height={200} radius={8} />

  const units = found.data.items
  const unit = units.find((known) => known.id === chosen) ?? units[0]
  return (
    <Panel title={t('copy.timeline')} aside={unit && <UnitPlace unit={unit} />}>
      {units.length > 1 && (
        <Box mb="sm" style={{ overflowX: 'auto' }}>
          <SegmentedControl
            size="xs"
            value={unit?.id ?? ''}
            onChange={setChosen}
            data={units.map(({ id, code }) => ({ value: id, label: code }))}
            aria-label={t('copy.unit')}
          />
        </Box>
      )}
      {unit ? <UnitTimeline unitId={unit.id} variantId={variantId} /> : <Text size="sm">{t('copy.noUnits')}</Text>}
    </Panel>
  )
}

/** What happened here and on every channel, in one story. */
function UnitTimeline({ unitId, variantId }: { unitId: string; variantId: string }) {
  const { t } = useTranslation()
  const story = useQuery(timelineQuery(unitId))
  const listings = useQuery(variantListingsQuery(variantId)).data?.items ?? []
  const words = useTimelineWords()
  if (story.isError) return <ProblemNotice error={story.error} retry={() => void story.refetch()} />
  if (!story.data) return <Skeleton height={160} />

  const entries = [...story.data.entries.map(words.ofUnit), ...listings.flatMap(words.ofListing)]
  return <Timeline label={t('copy.timeline')} entries={newestFirst(entries)} />
}

function UnitPlace({ unit }: { unit: Unit }) {
  return (
    <Text size="sm">
      <span className="mono">{unit.code}</span> · <strong className="mono">{unit.place.code}</strong>
    </Text>
  )
}
