import { z } from '@hono/zod-openapi'
import type { VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { photos } from '#modules/catalog'
import { idSchema, rawRoute, route } from '#platform/http'

const tags = ['catalog']
const variantId = idSchema<VariantId>('Variant')
const photoBytesMax = 20_000_000

const PhotoSchema = z.object({ id: z.string(), fileKey: z.string(), width: z.int(), height: z.int() }).openapi('Photo')

const postPhoto = rawRoute({
  method: 'post',
  path: '/variants/:variantId/photos',
  permission: 'catalog:write',
  summary: 'Add a photo of a copy, behind those it has',
  tags,
  params: z.object({ variantId }),
  form: z.object({ file: z.string().openapi({ type: 'string', format: 'binary' }) }),
  bodyBytesMax: photoBytesMax,
  produces: 'application/json',
  answer: PhotoSchema,
  refusals: ['catalog.not-a-picture', 'catalog.variant-not-found', 'catalog.too-many-photos'],
  handle: async (cx, { params, raw }) => {
    const file = (await raw.formData()).get('file')
    if (!(file instanceof File)) return refuse('catalog.not-a-picture', { name: '' })
    const bytes = new Uint8Array(await file.arrayBuffer())
    return Response.json(await photos.add(cx, { ...params, name: file.name.slice(0, 200), bytes }), { status: 201 })
  },
})

const deletePhoto = route({
  method: 'delete',
  path: '/variants/:variantId/photos/:photoId',
  permission: 'catalog:write',
  summary: 'Take a photo from a copy',
  tags,
  params: z.object({ variantId, photoId: z.uuid() }),
  answers: { 204: z.void() },
  refusals: ['catalog.variant-not-found', 'catalog.photo-not-found'],
  handle: (cx, { params }) => photos.remove(cx, params),
})

export const photoRoutes = [postPhoto, deletePhoto] as const
