import { Group } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { col } from '../../blocks/columns.tsx'
import { ExportLink } from '../../blocks/export-link.tsx'
import { FilterSelect } from '../../blocks/filter-select.tsx'
import { Page } from '../../blocks/page.tsx'
import { QueryTable } from '../../blocks/query-table.tsx'
import { SearchField } from '../../blocks/search-field.tsx'
import classes from './catalogue-page.module.css'
import { catalogueStates, media, type VariantRow, variantsQuery } from './catalogue-query.ts'
import { useCopyWords } from './copy-words.ts'
import { HoldEverywhere } from './hold-everywhere.tsx'
import { RowCodes, RowGrade, RowPrice } from './row-fields.tsx'

export default function CataloguePage() {
  const { t } = useTranslation()
  const words = useCopyWords()
  const search = useSearch({ from: '/catalogue' })
  const filters = {
    text: search.text,
    medium: media.find((medium) => medium === search.medium),
    state: catalogueStates.find((state) => state === search.state),
  }
  const navigate = useNavigate({ from: '/catalogue' })
  const filter = (change: typeof search) => void navigate({ search: (now) => ({ ...now, ...change }), replace: true })
  const columns = [
    col.title<VariantRow>('title', t('copy.title'), words.title),
    col.text<VariantRow>('codes', t('copy.code'), (row) => <RowCodes row={row} />),
    col.text<VariantRow>('place', t('copy.place'), (row) => <span className="mono">{row.placeCode ?? '–'}</span>),
    col.text<VariantRow>('format', t('copy.format'), (row) => <span className={classes.format}>{row.format}</span>),
    col.text<VariantRow>('grade', t('copy.grade'), (row) => <RowGrade row={row} />),
    col.count<VariantRow>('channels', t('place.channels'), (row) => row.channelsCount, { onPhone: 'hidden' }),
    col.state<VariantRow>('state', t('copy.state'), words.state),
    {
      id: 'price',
      label: t('copy.price'),
      align: 'end',
      onPhone: 'aside',
      show: (row: VariantRow) => <RowPrice row={row} />,
    },
  ] as const
  return (
    <Page
      title={t('place.catalogue')}
      actions={
        <>
          <HoldEverywhere filters={filters} />
          <ExportLink list="variants" filters={filters} />
        </>
      }
    >
      <Group mb="sm" gap="sm">
        <SearchField label={t('copy.search')} value={filters.text} onSearch={(text) => filter({ text })} />
        <FilterSelect
          label={t('copy.medium')}
          value={filters.medium}
          choices={media.map((value) => ({ value, label: t(`copy.media.${value}`) }))}
          onChoose={(medium) => filter({ medium })}
        />
        <FilterSelect
          label={t('copy.state')}
          value={filters.state}
          choices={catalogueStates.map((value) => ({ value, label: t(`copy.states.${value}`) }))}
          onChoose={(state) => filter({ state })}
        />
      </Group>
      <QueryTable
        label={t('place.catalogue')}
        query={variantsQuery(filters)}
        columns={columns}
        rowId={(row) => row.id}
        rowTo={(row) => `/catalogue/${row.id}`}
        empty={{ title: t('copy.none'), about: t('copy.noneAbout') }}
      />
    </Page>
  )
}
