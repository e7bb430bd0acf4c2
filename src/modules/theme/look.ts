import { z } from '@hono/zod-openapi'

const hex = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour as #c93a24')

/** A sentence or a word in the languages it was written in; French answers for the others. */
const wordsSchema = z.record(z.string().regex(/^[a-z]{2}(-[a-z]{2})?$/), z.string().max(5000))
export type Words = z.output<typeof wordsSchema>

/**
 * Where a link leads: `page:list?medium=vinyl` a page of the shop, `collection:<slug>`, `product:<slug>`, `article:<slug>`,
 * or an address that begins with https:// or /.
 */
export const targetSchema = z
  .string()
  .max(500)
  .regex(/^(page:[a-z-]+(\?\S*)?|(collection|product|article):[a-z0-9-]+|https:\/\/\S+|\/(?!\/)\S*)$/, {
    error: 'link-target',
  })

const menuSchema = z.array(z.object({ target: targetSchema, label: wordsSchema })).max(12)

const fontPairs = ['etal', 'poster', 'plain', 'bookshop', 'typewriter'] as const
const socialKinds = ['instagram', 'facebook', 'mastodon', 'bluesky', 'youtube', 'discogs', 'bandcamp'] as const
const blockKinds = [
  'hero',
  'banners',
  'dividers',
  'arrivals',
  'rare',
  'under-five',
  'collection',
  'markets',
  'journal',
  'text',
  'promises',
] as const

const blockSchema = z.object({
  kind: z.enum(blockKinds),
  isOn: z.boolean(),
  title: wordsSchema,
  count: z.int().min(1).max(12),
  /** The slug of the collection, for a block of that kind. */
  collection: z.string().max(120),
  /** Markdown, for a block of text. */
  text: wordsSchema,
})

export const lookSchema = z.object({
  colours: z.object({ paper: hex, ink: hex, accent: hex, stall: hex, highlight: hex, secondary: hex }),
  fonts: z.enum(fontPairs),
  ornament: z.enum(['awning', 'line', 'none']),
  corners: z.enum(['square', 'soft', 'round']),
  logo: z.union([
    z.object({ fileKey: z.string().regex(/^photos\/theme\/[0-9a-f]{32}\.webp$/), width: z.int(), height: z.int() }),
    z.null(),
  ]),
  /** Null: the shop's own menu, in every language. */
  header: menuSchema.nullable(),
  footer: menuSchema.nullable(),
  footerText: wordsSchema,
  social: z.array(z.object({ kind: z.enum(socialKinds), address: z.url({ protocol: /^https$/ }).max(300) })).max(10),
  home: z.array(blockSchema).min(1).max(24),
})

export type Look = z.output<typeof lookSchema>
export type Colours = Look['colours']
export type HomeBlock = Look['home'][number]

const block = (kind: HomeBlock['kind'], count = 6): HomeBlock => ({
  kind,
  isOn: true,
  title: {},
  count,
  collection: '',
  text: {},
})

/** The look of web/ui/tokens.css, and the home page as it comes. */
export const defaultLook: Look = {
  colours: {
    paper: '#fbf7ef',
    ink: '#1a1613',
    accent: '#c93a24',
    stall: '#1f5c45',
    highlight: '#e0a92e',
    secondary: '#555d68',
  },
  fonts: 'etal',
  ornament: 'awning',
  corners: 'soft',
  logo: null,
  header: null,
  footer: null,
  footerText: {},
  social: [],
  home: [
    block('hero'),
    block('banners'),
    block('dividers'),
    block('arrivals', 12),
    block('rare'),
    block('under-five'),
    block('markets', 3),
    block('journal', 3),
    block('promises'),
  ],
}
