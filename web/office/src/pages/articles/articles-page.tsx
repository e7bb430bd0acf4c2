import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../blocks/empty.tsx'
import { Page } from '../../blocks/page.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { When } from '../../blocks/when.tsx'
import { useArticleWords } from './article-words.ts'
import { type Article, articlesQuery } from './articles-query.ts'

/** What the shop writes: the journal's posts and the pages that stay. */
export default function ArticlesPage() {
  const { t } = useTranslation()
  const articles = useQuery(articlesQuery)
  const actions = (
    <Group gap="xs">
      <Button
        variant="default"
        renderRoot={(props) => <Link to="/articles/new" search={{ kind: 'page' }} {...props} />}
      >
        {t('articles.newPage')}
      </Button>
      <Button renderRoot={(props) => <Link to="/articles/new" search={{ kind: 'post' }} {...props} />}>
        {t('articles.newPost')}
      </Button>
    </Group>
  )
  return (
    <Page title={t('place.articles')} about={t('articles.about')} actions={actions}>
      {articles.isError && <ProblemNotice error={articles.error} retry={() => void articles.refetch()} />}
      {articles.isPending && <Skeleton height={180} radius={8} />}
      {articles.data?.items.length === 0 && <Empty title={t('articles.none')} about={t('articles.noneAbout')} />}
      <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
        {articles.data?.items.map((article) => (
          <ArticleRow key={article.id} article={article} />
        ))}
      </Stack>
    </Page>
  )
}

function ArticleRow({ article }: { article: Article }) {
  const words = useArticleWords()
  return (
    <li className="card" style={{ padding: 12 }}>
      <Group justify="space-between" gap="sm">
        <div>
          <Link to="/articles/$articleId" params={{ articleId: article.id }} style={{ color: 'inherit' }} data-row>
            <strong>{words.title(article)}</strong>
          </Link>
          <Text size="sm" c="dimmed">
            {words.kind(article)} · {Object.keys(article.texts).join(', ')} · <When at={article.updatedAt} ago />
          </Text>
        </div>
        <StateBadge {...words.state(article)} />
      </Group>
    </li>
  )
}
