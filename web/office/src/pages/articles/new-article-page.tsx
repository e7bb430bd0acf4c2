import { Button } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../blocks/page.tsx'
import { ArticleForm, type Draft } from './article-form.tsx'
import { useCreateArticle } from './article-page.tsx'

const empty: Draft = { fr: { title: '', summary: '', body: '' }, en: { title: '', summary: '', body: '' } }

export default function NewArticlePage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/articles/new' })
  const kind = search.kind === 'page' ? 'page' : 'post'
  const [draft, setDraft] = useState(empty)
  const create = useCreateArticle(kind)
  return (
    <Page
      title={t(kind === 'page' ? 'articles.newPage' : 'articles.newPost')}
      back={{ to: '/articles', label: t('place.articles') }}
      actions={
        <Button onClick={() => create.mutate(draft)} loading={create.isPending}>
          {t('action.save')}
        </Button>
      }
    >
      <ArticleForm draft={draft} onChange={setDraft} />
    </Page>
  )
}
