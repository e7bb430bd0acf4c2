import { z } from '@hono/zod-openapi'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { idSchema, rawRoute, route, timeSchema } from '#platform/http'
import { type ArticleId, stateAt } from './article.ts'
import { keepPicture } from './keep-picture.ts'
import { renderMarkdown } from './markdown.ts'
import { publishArticle, withdrawArticle } from './publish-article.ts'
import { type Article, getArticle, listArticles, listMedia } from './queries.ts'
import { createArticle, saveArticle } from './save-article.ts'

const tags = ['content']
const params = z.object({ articleId: idSchema<ArticleId>('Article') })
const pictureBytesMax = 20_000_000

const text = z.object({
  title: z.string().trim().min(1).max(200),
  summary: z.string().trim().max(500),
  body: z.string().max(200_000).describe('Markdown; raw HTML is shown as text'),
})
const texts = z
  .object({ fr: text.optional(), en: text.optional() })
  .describe('One per language; a missing language is taken away')

const ArticleSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['page', 'post']),
    state: z.enum(['draft', 'scheduled', 'published']),
    publishAt: timeSchema.nullable(),
    version: z.int(),
    updatedAt: timeSchema,
    updatedBy: z.string(),
    texts,
    slugs: z.object({ fr: z.string().optional(), en: z.string().optional() }),
  })
  .openapi('Article')

const view = (cx: Cx, article: Article) => ({ ...article, state: stateAt(cx.now(), article) })

const readArticles = route({
  method: 'get',
  path: '/articles',
  permission: 'content:read',
  summary: 'Pages and posts of the shop, the latest change first',
  tags,
  answers: { 200: z.object({ items: z.array(ArticleSchema) }) },
  handle: async (cx) => ({ items: (await listArticles(cx)).map((article) => view(cx, article)) }),
})

const readArticle = route({
  method: 'get',
  path: '/articles/:articleId',
  permission: 'content:read',
  summary: 'One page or post with its texts',
  tags,
  params,
  answers: { 200: ArticleSchema },
  refusals: ['content.not-found'],
  handle: async (cx, { params: { articleId } }) => view(cx, await getArticle(cx, articleId)),
})

const postArticle = route({
  method: 'post',
  path: '/articles',
  permission: 'content:write',
  summary: 'Begin a page or a post, as a draft',
  tags,
  body: z.object({ kind: z.enum(['page', 'post']), texts }),
  answers: { 201: z.object({ id: z.string() }) },
  refusals: ['content.no-text'],
  handle: async (cx, { body }) => ({ id: await createArticle(cx, body.kind, body.texts) }),
})

const putArticle = route({
  method: 'put',
  path: '/articles/:articleId',
  permission: 'content:write',
  summary: 'Save the texts; refused when somebody else has saved since',
  tags,
  params,
  body: z.object({ version: z.int(), texts }),
  answers: { 200: ArticleSchema },
  refusals: ['content.not-found', 'content.stale', 'content.no-text'],
  handle: async (cx, { params: { articleId }, body }) => {
    await saveArticle(cx, articleId, body)
    return view(cx, await getArticle(cx, articleId))
  },
})

const createPublication = route({
  method: 'post',
  path: '/articles/:articleId/publication',
  permission: 'content:write',
  summary: 'Publish now, or from a moment on',
  tags,
  params,
  body: z.object({ at: z.iso.datetime({ offset: true }).optional() }),
  answers: { 204: z.void() },
  refusals: ['content.not-found'],
  handle: (cx, { params: { articleId }, body: { at } }) =>
    publishArticle(cx, articleId, at === undefined ? cx.now() : new Date(at)),
})

const createWithdrawal = route({
  method: 'post',
  path: '/articles/:articleId/withdrawal',
  permission: 'content:write',
  summary: 'Take it from the shop; it is a draft again',
  tags,
  params,
  answers: { 204: z.void() },
  refusals: ['content.not-found'],
  handle: (cx, { params: { articleId } }) => withdrawArticle(cx, articleId),
})

const createPreview = route({
  method: 'post',
  path: '/articles/preview',
  permission: 'content:read',
  summary: 'A text as readers would see it',
  tags,
  body: z.object({ body: z.string().max(200_000) }),
  answers: { 200: z.object({ html: z.string() }) },
  handle: async (_cx, { body: { body } }) => ({ html: renderMarkdown(body) }),
})

const MediaSchema = z
  .object({
    fileKey: z.string(),
    name: z.string(),
    width: z.int(),
    height: z.int(),
    bytesCount: z.int(),
    markdown: z.string().describe('What to write into a text to show it'),
  })
  .openapi('Media')

const mediaView = <M extends { fileKey: string; name: string }>(media: M) => ({
  ...media,
  markdown: `![${media.name.replace(/\.[a-z0-9]+$/i, '').replace(/[[\]]/g, '')}](/${media.fileKey})`,
})

const readMedia = route({
  method: 'get',
  path: '/media',
  permission: 'content:read',
  summary: 'Pictures for pages and posts, the latest first',
  tags,
  answers: { 200: z.object({ items: z.array(MediaSchema) }) },
  handle: async (cx) => ({ items: (await listMedia(cx)).map(mediaView) }),
})

const createMedia = rawRoute({
  method: 'post',
  path: '/media',
  permission: 'content:write',
  summary: 'Keep a picture for pages and posts',
  tags,
  form: z.object({ file: z.string().openapi({ type: 'string', format: 'binary' }) }),
  bodyBytesMax: pictureBytesMax,
  produces: 'application/json',
  answer: MediaSchema,
  refusals: ['content.not-a-picture'],
  handle: async (cx, { raw }) => {
    const file = (await raw.formData()).get('file')
    if (!(file instanceof File)) return refuse('content.not-a-picture', { name: '' })
    const bytes = new Uint8Array(await file.arrayBuffer())
    return Response.json(mediaView(await keepPicture(cx, { name: file.name.slice(0, 200), bytes })), { status: 201 })
  },
})

export const routes = [
  readArticles,
  readArticle,
  postArticle,
  putArticle,
  createPublication,
  createWithdrawal,
  createPreview,
  readMedia,
  createMedia,
]
