import { Group, NativeSelect, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './look.module.css'
import { previewKeyQuery } from './look-query.ts'

const pages = ['/', '/disques', '/marches', '/journal', '/panier', '/contact', '/en'] as const
const isSize = (text: string): text is 'phone' | 'desktop' => text === 'phone' || text === 'desktop'

/** The real shop with the look that is being worked on, drawn anew after every save. */
export function LookPreview({ version }: { version: number }) {
  const { t } = useTranslation()
  const [size, setSize] = useState<'phone' | 'desktop'>('desktop')
  const [page, setPage] = useState<string>('/')
  const key = useQuery(previewKeyQuery).data?.key
  return (
    <section aria-label={t('look:preview')} className={classes.preview}>
      <Group justify="space-between" mb="xs">
        <NativeSelect
          size="xs"
          aria-label={t('look:page')}
          data={pages.map((value) => ({ value, label: t(`look:pageName.${value.slice(1) || 'home'}`) }))}
          value={page}
          onChange={(event) => setPage(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('look:width')}
          data={(['desktop', 'phone'] as const).map((value) => ({ value, label: t(`look:size.${value}`) }))}
          value={size}
          onChange={(value) => isSize(value) && setSize(value)}
        />
      </Group>
      <div className={classes.stage} data-size={size}>
        {key && (
          <iframe
            title={t('look:preview')}
            src={`${page}?apercu=${encodeURIComponent(key)}&vue=${version}`}
            sandbox="allow-same-origin allow-scripts"
          />
        )}
      </div>
    </section>
  )
}
