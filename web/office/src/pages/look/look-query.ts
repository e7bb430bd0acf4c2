import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'

export type Draft = Body<'/theme', 'get'>['draft']
export type Look = Draft['look']
export type Colours = Look['colours']
export type Fault = Draft['faults'][number]
export type HomeBlock = Look['home'][number]
export type MenuItem = NonNullable<Look['header']>[number]

export const colourNames = ['paper', 'ink', 'accent', 'stall', 'highlight', 'secondary'] as const
export const fontPairs = ['etal', 'poster', 'plain', 'bookshop', 'typewriter'] as const
export const ornaments = ['awning', 'line', 'none'] as const
export const corners = ['square', 'soft', 'round'] as const
export const socialKinds = ['instagram', 'facebook', 'mastodon', 'bluesky', 'youtube', 'discogs', 'bandcamp'] as const
export const addableBlocks = ['collection', 'text'] as const
/** The languages a merchant writes in here; others come from files. */
export const writtenLangs = ['fr', 'en'] as const

const halfAnHourMs = 25 * 60_000

export const lookQuery = queryOptions({
  queryKey: ['look'],
  queryFn: () => answer(api.GET('/theme')),
  refetchOnWindowFocus: false,
})

export const previewKeyQuery = queryOptions({
  queryKey: ['look', 'preview-key'],
  queryFn: () => answer(api.POST('/theme/preview-key')),
  staleTime: halfAnHourMs,
  refetchInterval: halfAnHourMs,
})
