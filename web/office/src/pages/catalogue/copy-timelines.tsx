import { SegmentedControl, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { Timeline } from '../../blocks/timeline.tsx'
import { timelineQuery, type Variant } from './catalogue-query.ts'
import { useTimelineWords } from './timeline-words.ts'

type Unit = Variant['units'][number]

/** The story of each copy; a variant held in quantity has one per piece. */
export function CopyTimelines({ units }: { units: readonly Unit[] }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string>()
  const unit = units.find((known) => known.id === chosen) ?? units[0]
  return (
    <Panel title={t('copy.timeline')} aside={unit && <span className="mono">{unit.code}</span>}>
      {units.length > 1 && (
        <SegmentedControl
          mb="sm"
          size="xs"
          value={unit?.id ?? ''}
          onChange={setChosen}
          data={units.map(({ id, code }) => ({ value: id, label: code }))}
          aria-label={t('copy.unit')}
        />
      )}
      {unit ? <UnitTimeline unitId={unit.id} /> : <Text size="sm">{t('copy.noUnits')}</Text>}
    </Panel>
  )
}

function UnitTimeline({ unitId }: { unitId: string }) {
  const { t } = useTranslation()
  const story = useQuery(timelineQuery(unitId))
  const toEntry = useTimelineWords()
  if (story.isError) return <ProblemNotice error={story.error} retry={() => void story.refetch()} />
  if (!story.data) return <Skeleton height={160} />
  return <Timeline label={t('copy.timeline')} entries={story.data.entries.map(toEntry).toReversed()} />
}
