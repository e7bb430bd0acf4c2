import { SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../blocks/panel.tsx'
import classes from './article.module.css'
import { articleLangs, type Lang, previewQuery } from './articles-query.ts'
import { MediaPicker } from './media-picker.tsx'

export type Draft = Record<Lang, { title: string; summary: string; body: string }>

const previewAfterMs = 400
const langNames = { fr: 'Français', en: 'English' } as const

type ArticleFormProps = { draft: Draft; onChange: (draft: Draft) => void }

/** Text on the left, what readers will see on the right; one below the other on a phone. */
export function ArticleForm({ draft, onChange }: ArticleFormProps) {
  const { t } = useTranslation()
  const [lang, setLang] = useState<Lang>('fr')
  const text = draft[lang]
  const change = (part: Partial<typeof text>) => onChange({ ...draft, [lang]: { ...text, ...part } })
  return (
    <div className={classes.columns}>
      <Stack gap="sm">
        <SegmentedControl
          aria-label={t('articles.language')}
          data={articleLangs.map((value) => ({ value, label: langNames[value] }))}
          value={lang}
          onChange={(value) => setLang(value === 'en' ? 'en' : 'fr')}
        />
        <TextInput
          label={t('articles.title')}
          value={text.title}
          maxLength={200}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <Textarea
          label={t('articles.summary')}
          description={t('articles.summaryAbout')}
          value={text.summary}
          maxLength={500}
          autosize
          minRows={2}
          onChange={(event) => change({ summary: event.currentTarget.value })}
        />
        <Textarea
          label={t('articles.body')}
          description={t('articles.bodyAbout')}
          value={text.body}
          autosize
          minRows={16}
          maxRows={40}
          classNames={{ input: 'mono' }}
          onChange={(event) => change({ body: event.currentTarget.value })}
        />
        <MediaPicker onPick={(markdown) => change({ body: `${text.body.trimEnd()}\n\n${markdown}\n` })} />
      </Stack>
      <Preview title={text.title} body={text.body} />
    </div>
  )
}

function Preview({ title, body }: { title: string; body: string }) {
  const { t } = useTranslation()
  const [settled] = useDebouncedValue(body, previewAfterMs)
  const html = useQuery(previewQuery(settled)).data?.html ?? ''
  return (
    <Panel title={t('articles.preview')}>
      <div className={classes.preview}>
        <h1>{title}</h1>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made by our own renderer, which lets no HTML through */}
        <div dangerouslySetInnerHTML={{ __html: html }} />
      </div>
    </Panel>
  )
}
