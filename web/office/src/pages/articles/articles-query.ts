import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'

export type Article = Body<'/articles', 'get'>['items'][number]
export type ArticleKind = Article['kind']
export type Media = Body<'/media', 'get'>['items'][number]
export type Lang = 'fr' | 'en'
export const articleLangs = ['fr', 'en'] as const satisfies readonly Lang[]

export const articlesQuery = queryOptions({
  queryKey: ['articles'],
  queryFn: () => answer(api.GET('/articles')),
})

export const articleQuery = (articleId: string) =>
  queryOptions({
    queryKey: ['articles', articleId],
    queryFn: () => answer(api.GET('/articles/{articleId}', { params: { path: { articleId } } })),
    refetchOnWindowFocus: false,
  })

export const mediaQuery = queryOptions({ queryKey: ['media'], queryFn: () => answer(api.GET('/media')) })

export const previewQuery = (body: string) =>
  queryOptions({
    queryKey: ['articles', 'preview', body],
    queryFn: () => answer(api.POST('/articles/preview', { body: { body } })),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  })
