import { z } from '@hono/zod-openapi'
import { idSchema, route, timeSchema } from '#platform/http'
import { type BannerId, bannerSchema, contentOf } from './banner.ts'
import { createBanner, getBanner, removeBanner, saveBanner } from './banners.ts'
import { listBanners } from './queries.ts'

const tags = ['banners']
const params = z.object({ bannerId: idSchema<BannerId>('Banner') })

const BannerSchema = z
  .object({
    id: z.string(),
    ...bannerSchema.shape,
    startsAt: z.union([timeSchema, z.null()]),
    endsAt: z.union([timeSchema, z.null()]),
    version: z.int(),
    updatedAt: timeSchema,
  })
  .openapi('Banner')

const readBanners = route({
  method: 'get',
  path: '/banners',
  permission: 'content:read',
  summary: 'What the home page puts in front, in its order',
  tags,
  answers: { 200: z.object({ items: z.array(BannerSchema) }) },
  handle: async (cx) => ({ items: await listBanners(cx) }),
})

const postBanner = route({
  method: 'post',
  path: '/banners',
  permission: 'content:write',
  summary: 'Add a banner',
  tags,
  body: bannerSchema,
  answers: { 201: BannerSchema },
  handle: async (cx, { body }) => getBanner(cx, await createBanner(cx, contentOf(body))),
})

const putBanner = route({
  method: 'put',
  path: '/banners/:bannerId',
  permission: 'content:write',
  summary: 'Save a banner; refused when somebody else has saved since',
  tags,
  params,
  body: z.object({ version: z.int(), banner: bannerSchema }),
  answers: { 200: BannerSchema },
  refusals: ['banners.not-found', 'banners.stale'],
  handle: async (cx, { params: { bannerId }, body: { version, banner } }) => {
    await saveBanner(cx, bannerId, { ...contentOf(banner), version })
    return getBanner(cx, bannerId)
  },
})

const deleteBannerRoute = route({
  method: 'delete',
  path: '/banners/:bannerId',
  permission: 'content:write',
  summary: 'Take a banner away',
  tags,
  params,
  answers: { 204: z.void() },
  handle: (cx, { params: { bannerId } }) => removeBanner(cx, bannerId),
})

export const routes = [readBanners, postBanner, putBanner, deleteBannerRoute]
