import { z } from '@hono/zod-openapi'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { rawRoute, route, timeSchema } from '#platform/http'
import { goBack, publishDraft, saveDraft } from './change-look.ts'
import { contrastFaults } from './contrast.ts'
import { keepLogo } from './keep-logo.ts'
import { lookSchema } from './look.ts'
import { previewKey } from './preview.ts'
import { type Draft, listThemes, readDraft } from './queries.ts'

const tags = ['theme']
const logoBytesMax = 3_000_000

const LookSchema = lookSchema.openapi('Look')
const DraftSchema = z
  .object({
    look: LookSchema,
    version: z.int(),
    faults: z.array(
      z.object({
        pair: z.string(),
        colour: z.enum(['paper', 'ink', 'accent', 'stall', 'highlight', 'secondary']),
        ratio: z.number(),
        proposal: z.string().nullable().describe('The nearest colour that can be read there'),
      }),
    ),
  })
  .openapi('ThemeDraft')

const view = ({ look, version }: Draft) => ({ look, version, faults: contrastFaults(look.colours) })

const readTheme = route({
  method: 'get',
  path: '/theme',
  permission: 'content:read',
  summary: 'The look that is being worked on, and the looks that were published',
  tags,
  answers: {
    200: z.object({
      draft: DraftSchema,
      past: z.array(z.object({ id: z.string(), publishedAt: timeSchema, publishedBy: z.string() })),
    }),
  },
  handle: async (cx) => ({ draft: view(await readDraft(cx)), past: await listThemes(cx) }),
})

const putDraft = route({
  method: 'put',
  path: '/theme/draft',
  permission: 'content:write',
  summary: 'Save the look that is being worked on; readers do not see it yet',
  tags,
  body: z.object({ look: LookSchema, version: z.int() }),
  answers: { 200: DraftSchema },
  refusals: ['theme.stale'],
  handle: async (cx, { body }) => view(await saveDraft(cx, body)),
})

const createPublication = route({
  method: 'post',
  path: '/theme/publication',
  permission: 'content:write',
  summary: 'Show the draft to everybody',
  tags,
  body: z.object({ version: z.int() }),
  answers: { 200: DraftSchema },
  refusals: ['theme.stale', 'theme.unreadable'],
  handle: async (cx, { body: { version } }) => view(await publishDraft(cx, version)),
})

const createReturn = route({
  method: 'post',
  path: '/theme/return',
  permission: 'content:write',
  summary: 'Go back to a look of before, or to the first one with null',
  tags,
  body: z.object({ themeId: z.string().max(20).nullable() }),
  answers: { 200: DraftSchema },
  refusals: ['theme.not-found', 'theme.stale', 'theme.unreadable'],
  handle: async (cx, { body: { themeId } }) => view(await goBack(cx, themeId)),
})

const createPreviewKey = route({
  method: 'post',
  path: '/theme/preview-key',
  permission: 'content:read',
  summary: 'A key that shows the shop with the draft’s look for half an hour: /?apercu=<key>',
  tags,
  answers: { 201: z.object({ key: z.string() }) },
  handle: (cx: Cx) => ({ key: previewKey(cx) }),
})

const LogoSchema = z.object({ fileKey: z.string(), width: z.int(), height: z.int() }).openapi('Logo')

const createLogo = rawRoute({
  method: 'post',
  path: '/theme/logo',
  permission: 'content:write',
  summary: 'Keep a logo, drawing or picture; the draft shows it once it names it',
  tags,
  form: z.object({ file: z.string().openapi({ type: 'string', format: 'binary' }) }),
  bodyBytesMax: logoBytesMax,
  produces: 'application/json',
  answer: LogoSchema,
  refusals: ['theme.not-a-logo'],
  handle: async (cx, { raw }) => {
    const file = (await raw.formData()).get('file')
    if (!(file instanceof File)) return refuse('theme.not-a-logo', {})
    return Response.json(await keepLogo(cx, new Uint8Array(await file.arrayBuffer())), { status: 201 })
  },
})

export const routes = [readTheme, putDraft, createPublication, createReturn, createPreviewKey, createLogo]
