import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { paletteQuery } from './palette-query.ts'
import { places } from './places.ts'

const typingPauseMs = 150

/** Ctrl-K: every page by its name, orders by number, copies by code, records by artist and title. */
export function Palette() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [wanted] = useDebouncedValue(text.trim(), typingPauseMs)
  const found = useQuery(paletteQuery(wanted))
  const pages = places.filter(({ name }) => t(`place.${name}`).toLowerCase().includes(text.trim().toLowerCase()))
  const hits = wanted === '' ? [] : (found.data ?? [])
  return (
    <Spotlight.Root query={text} onQueryChange={setText} shortcut="mod + K" scrollable maxHeight={420}>
      <Spotlight.Search
        placeholder={t('palette.hint')}
        aria-label={t('palette.hint')}
        leftSection={<Search size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {pages.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.pages')}>
            {pages.map(({ name, to, icon: Icon }) => (
              <Spotlight.Action
                key={name}
                label={t(`place.${name}`)}
                leftSection={<Icon size={18} aria-hidden />}
                onClick={() => void navigate({ to })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {hits.map((hit) => (
          <Spotlight.Action
            key={hit.to}
            label={hit.title}
            description={hit.detail}
            onClick={() => void navigate({ to: hit.to })}
          />
        ))}
        {pages.length === 0 && hits.length === 0 && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
