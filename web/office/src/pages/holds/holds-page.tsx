import { Skeleton, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../blocks/empty.tsx'
import { Page } from '../../blocks/page.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { whenText } from '../../blocks/words.ts'
import { catalogueStates, media } from '../catalogue/catalogue-query.ts'
import classes from './hold-light.module.css'
import { useHoldWords } from './hold-words.ts'
import { type HoldRow, holdsQuery } from './holds-query.ts'
import { NewHoldForm } from './new-hold-form.tsx'

export default function HoldsPage() {
  const { t } = useTranslation()
  const { text, ...search } = useSearch({ from: '/holds' })
  const medium = media.find((one) => one === search.medium)
  const state = catalogueStates.find((one) => one === search.state)
  const isFiltered = search.from === 'catalogue'
  const filter = isFiltered ? { ...(text && { text }), ...(medium && { medium }), ...(state && { state }) } : undefined
  const open = useQuery(holdsQuery('open'))
  const over = useQuery(holdsQuery('over'))
  return (
    <Page title={t('place.holds')} about={t('holds.about')}>
      <Stack gap="lg">
        {open.isError && <ProblemNotice error={open.error} retry={() => void open.refetch()} />}
        {open.isPending && <Skeleton height={96} radius={8} />}
        {open.data?.items.map((hold) => (
          <HoldCard key={hold.id} hold={hold} />
        ))}
        {open.data?.items.length === 0 && !isFiltered && <Empty title={t('holds.none')} about={t('holds.noneAbout')} />}
        <Panel title={t('holds.new')}>
          <NewHoldForm filter={filter} />
        </Panel>
        {over.data && over.data.items.length > 0 && (
          <div>
            <Title order={2} fz={18} mb="xs">
              {t('holds.over')}
            </Title>
            <Stack gap="xs">
              {over.data.items.map((hold) => (
                <HoldCard key={hold.id} hold={hold} />
              ))}
            </Stack>
          </div>
        )}
      </Stack>
    </Page>
  )
}

function HoldCard({ hold }: { hold: HoldRow }) {
  const { t } = useTranslation()
  const words = useHoldWords()
  const { id, name, light, beganAt, plannedEndAt, heldCount, takenCount, goneCount } = hold
  const about = [
    t('holds.copies', { count: heldCount }),
    ...(takenCount > 0 ? [t('holds.takenCount', { count: takenCount })] : []),
    ...(goneCount > 0 ? [t('holds.goneCount', { count: goneCount })] : []),
    t('holds.began', { when: whenText(beganAt) }),
    ...(plannedEndAt ? [t('holds.plannedEnd', { when: whenText(plannedEndAt) })] : []),
  ]
  return (
    <section className={`card ${classes.light}`} aria-label={name}>
      <span className={classes.lamp} data-light={light} aria-hidden />
      <div>
        <Title order={2} fz={19}>
          <Link to="/holds/$holdId" params={{ holdId: id }} className={classes.name} data-row>
            {name}
          </Link>
        </Title>
        <StateBadge {...words.light(light)} />
        <div className={classes.about}>{about.join(' · ')}</div>
      </div>
    </section>
  )
}
