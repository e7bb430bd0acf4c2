import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { Hand } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { given } from '../../blocks/given.ts'
import type { CatalogueFilters } from './catalogue-query.ts'

/** All that the list shows now, off every place of sale: the form of a hold, filled in with these filters. */
export function HoldEverywhere({ filters }: { filters: CatalogueFilters }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Button
      size="sm"
      variant="default"
      leftSection={<Hand size={16} aria-hidden />}
      onClick={() => void navigate({ to: '/holds', search: { ...given(filters), from: 'catalogue' } })}
    >
      {t('holds.everywhere')}
    </Button>
  )
}
