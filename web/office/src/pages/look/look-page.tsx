import { Button, Group, NativeSelect, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { Page } from '../../blocks/page.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { ColourFields } from './colours.tsx'
import { FooterFields } from './footer-fields.tsx'
import { LookHistory } from './history.tsx'
import { HomeBlocks } from './home-blocks.tsx'
import { LogoField } from './logo-field.tsx'
import classes from './look.module.css'
import { corners, type Draft, fontPairs, type Look, lookQuery, ornaments } from './look-query.ts'
import { MenuFields } from './menu-fields.tsx'
import { LookPreview } from './preview.tsx'

/** How the shop looks, beside the shop itself as it would look. */
export default function LookPage() {
  const { t } = useTranslation()
  const look = useQuery(lookQuery)
  const [round, setRound] = useState(0)
  if (look.isError) return <ProblemNotice error={look.error} retry={() => void look.refetch()} />
  if (!look.data) return <Skeleton height={480} radius={8} />
  return (
    <Editor
      key={round}
      saved={look.data.draft}
      history={
        <Panel title={t('look:history')}>
          <LookHistory past={look.data.past} onReturn={() => setRound(round + 1)} />
        </Panel>
      }
    />
  )
}

const saveAfterMs = 500
const menuStart = [
  { target: 'page:list?medium=vinyl', label: { fr: 'Vinyles', en: 'Vinyl' } },
  { target: 'page:list?medium=cd', label: { fr: 'CD', en: 'CDs' } },
  { target: 'page:list?sort=newest', label: { fr: 'Nouveautés', en: 'New in' } },
]

/** Every change is saved as a draft by itself; only publishing shows it to readers. */
function useDraft(saved: Draft) {
  const [look, setLook] = useState(saved.look)
  const [draft, setDraft] = useState(saved)
  const version = useRef(saved.version)
  const save = useAction(
    (wanted: Look) => answer(api.PUT('/theme/draft', { body: { look: wanted, version: version.current } })),
    {
      refreshes: [],
    },
  )
  const { mutate, isPending } = save
  useEffect(() => {
    if (look === draft.look || isPending) return
    const timer = setTimeout(
      () =>
        mutate(look, {
          onSuccess: (answered) => {
            version.current = answered.version
            setDraft({ ...answered, look })
          },
        }),
      saveAfterMs,
    )
    return () => clearTimeout(timer)
  }, [look, draft, isPending, mutate])
  return { look, draft, isSaved: look === draft.look, change: (part: Partial<Look>) => setLook({ ...look, ...part }) }
}

function Editor({ saved, history }: { saved: Draft; history: React.ReactNode }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { look, draft, isSaved, change } = useDraft(saved)
  const publish = useAction(() => answer(api.POST('/theme/publication', { body: { version: draft.version } })), {
    refreshes: [['look']],
    done: t('look:published'),
  })
  useEffect(() => () => void client.invalidateQueries({ queryKey: ['look'] }), [client])
  const why = draft.faults.length > 0 ? t('look:faultsFirst') : undefined
  const actions = (
    <Group gap="sm">
      <Text size="sm" c="dimmed" role="status">
        {isSaved ? t('look:draftSaved') : t('look:saving')}
      </Text>
      <Button
        onClick={() => publish.mutate(undefined)}
        loading={publish.isPending}
        disabled={!isSaved || draft.version === 0 || why !== undefined}
        title={why}
      >
        {t('look:publish')}
      </Button>
    </Group>
  )
  return (
    <Page title={t('place.look')} about={t('look:about')} actions={actions}>
      <div className={classes.columns}>
        <Stack gap="md">
          <Panel title={t('look:logo')}>
            <LogoField logo={look.logo} onChange={(logo) => change({ logo })} />
          </Panel>
          <Panel title={t('look:colours')}>
            <ColourFields colours={look.colours} faults={draft.faults} onChange={(colours) => change({ colours })} />
          </Panel>
          <Panel title={t('look:type')}>
            <TypeFields look={look} onChange={change} />
          </Panel>
          <Panel title={t('look:home')}>
            <HomeBlocks blocks={look.home} onChange={(home) => change({ home })} />
          </Panel>
          <Panel title={t('look:header')}>
            <MenuFields menu={look.header} start={menuStart} onChange={(header) => change({ header })} />
          </Panel>
          <Panel title={t('look:footer')}>
            <FooterFields look={look} onChange={change} />
          </Panel>
          {history}
        </Stack>
        <LookPreview version={draft.version} />
      </div>
    </Page>
  )
}

function TypeFields({ look, onChange }: { look: Look; onChange: (part: Partial<Look>) => void }) {
  const { t } = useTranslation()
  const label = (name: 'fonts' | 'ornament' | 'corners', value: string) => t(`look:${name}.${value}`)
  const choices = <T extends string>(
    name: 'fonts' | 'ornament' | 'corners',
    values: readonly T[],
    onTake: (value: T) => void,
  ) => ({
    label: label(name, 'label'),
    data: values.map((value) => ({ value, label: label(name, value) })),
    onChange: (event: { currentTarget: { value: string } }) => {
      const value = values.find((known) => known === event.currentTarget.value)
      if (value) onTake(value)
    },
  })
  return (
    <Stack gap="xs">
      <NativeSelect size="sm" value={look.fonts} {...choices('fonts', fontPairs, (fonts) => onChange({ fonts }))} />
      <NativeSelect
        size="sm"
        value={look.ornament}
        {...choices('ornament', ornaments, (ornament) => onChange({ ornament }))}
      />
      <NativeSelect
        size="sm"
        value={look.corners}
        {...choices('corners', corners, (rounded) => onChange({ corners: rounded }))}
      />
    </Stack>
  )
}
