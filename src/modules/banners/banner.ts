import { z } from '@hono/zod-openapi'
import type { Id } from '#kernel/ids'
import { targetSchema } from '#modules/theme'

export type BannerId = Id<'Banner'>

const textSchema = z.object({
  title: z.string().trim().min(1).max(80),
  text: z.string().max(240),
  button: z.string().max(40),
})

export const bannerSchema = z
  .object({
    position: z.int().min(0).max(1000),
    isOn: z.boolean(),
    target: targetSchema.describe(
      'A product, a collection or a search must have something left on sale, or the banner does not appear',
    ),
    texts: z.record(z.string().regex(/^[a-z]{2}(-[a-z]{2})?$/), textSchema),
    pictureKey: z
      .string()
      .regex(/^photos\/content\/[0-9a-f]{32}\.webp$/)
      .nullable(),
    tone: z.enum(['stall', 'accent', 'highlight', 'ink']),
    startsAt: z.iso.datetime({ offset: true }).nullable(),
    endsAt: z.iso.datetime({ offset: true }).nullable(),
  })
  .refine(({ texts }) => texts.fr !== undefined, { error: 'needs-french', path: ['texts', 'fr'] })
  .refine(({ startsAt, endsAt }) => !startsAt || !endsAt || new Date(startsAt) < new Date(endsAt), {
    error: 'end-before-start',
    path: ['endsAt'],
  })

type Written = z.output<typeof bannerSchema>
export type BannerContent = Omit<Written, 'startsAt' | 'endsAt'> & {
  readonly startsAt: Date | null
  readonly endsAt: Date | null
}
export const contentOf = ({ startsAt, endsAt, ...rest }: Written): BannerContent => ({
  ...rest,
  startsAt: startsAt === null ? null : new Date(startsAt),
  endsAt: endsAt === null ? null : new Date(endsAt),
})
export type Banner = BannerContent & { readonly id: BannerId; readonly version: number; readonly updatedAt: Date }
