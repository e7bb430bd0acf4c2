import { Alert, Button, Group, Skeleton, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, done } from '../../api.ts'
import { Page } from '../../blocks/page.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { fullWhenText } from '../../blocks/words.ts'
import { ArticleForm, type Draft } from './article-form.tsx'
import { useArticleWords } from './article-words.ts'
import { type Article, articleQuery, type Lang } from './articles-query.ts'

const refreshes = [['articles']]

/** An article that exists; the form is made anew for each version, so that a refused save keeps what was typed. */
export default function ArticlePage() {
  const { articleId } = useParams({ from: '/articles/$articleId' })
  const article = useQuery(articleQuery(articleId))
  if (article.isError) return <ProblemNotice error={article.error} retry={() => void article.refetch()} />
  if (!article.data) return <Skeleton height={360} radius={8} />
  return <Editor key={article.data.id} article={article.data} />
}

const emptyText = { title: '', summary: '', body: '' }
const draftOf = ({ texts }: Pick<Article, 'texts'>): Draft => ({ fr: texts.fr ?? emptyText, en: texts.en ?? emptyText })

/** A language without a title is not written yet. */
function textsOf(draft: Draft) {
  const text = (lang: Lang) => (draft[lang].title.trim() === '' ? undefined : draft[lang])
  const [fr, en] = [text('fr'), text('en')]
  return { ...(fr && { fr }), ...(en && { en }) }
}

function Editor({ article }: { article: Article }) {
  const { t } = useTranslation()
  const words = useArticleWords()
  const [draft, setDraft] = useState(() => draftOf(article))
  const params = { path: { articleId: article.id } }
  const body = { version: article.version, texts: textsOf(draft) }
  const save = useAction(() => answer(api.PUT('/articles/{articleId}', { params, body })), {
    refreshes,
    done: t('action.saved'),
  })
  return (
    <Page
      title={words.title(article)}
      back={{ to: '/articles', label: t('place.articles') }}
      about={<StateBadge {...words.state(article)} />}
      actions={
        <Button onClick={() => save.mutate(undefined)} loading={save.isPending}>
          {t('action.save')}
        </Button>
      }
    >
      <Publication article={article} />
      <ArticleForm draft={draft} onChange={setDraft} />
    </Page>
  )
}

function Publication({ article }: { article: Article }) {
  const { t } = useTranslation()
  const [at, setAt] = useState('')
  const params = { params: { path: { articleId: article.id } } }
  const body = at === '' ? {} : { at: new Date(at).toISOString() }
  const publish = useAction(() => done(api.POST('/articles/{articleId}/publication', { ...params, body })), {
    refreshes,
    done: t('articles.published'),
  })
  const withdraw = useAction(() => done(api.POST('/articles/{articleId}/withdrawal', params)), {
    refreshes,
    done: t('articles.withdrawn'),
  })
  if (article.state !== 'draft') {
    const when = fullWhenText(article.publishAt ?? article.updatedAt)
    return (
      <Alert color="bottle" mb="md">
        <Group justify="space-between">
          {t(article.state === 'scheduled' ? 'articles.willAppear' : 'articles.appeared', { when })}
          <Button size="xs" variant="default" onClick={() => withdraw.mutate(undefined)} loading={withdraw.isPending}>
            {t('articles.withdraw')}
          </Button>
        </Group>
      </Alert>
    )
  }
  return (
    <Group align="flex-end" gap="sm" mb="md">
      <TextInput
        type="datetime-local"
        size="sm"
        label={t('articles.at')}
        description={t('articles.atAbout')}
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
      />
      <Button variant="default" onClick={() => publish.mutate(undefined)} loading={publish.isPending}>
        {at === '' ? t('articles.publishNow') : t('articles.schedule')}
      </Button>
    </Group>
  )
}

/** A new one is saved before it can be published. */
export function useCreateArticle(kind: Article['kind']) {
  const navigate = useNavigate()
  const { t } = useTranslation()
  return useAction(
    (draft: Draft) =>
      answer(api.POST('/articles', { body: { kind, texts: textsOf(draft) } })).then(({ id }) =>
        navigate({ to: '/articles/$articleId', params: { articleId: id } }),
      ),
    { refreshes, done: t('action.saved') },
  )
}
