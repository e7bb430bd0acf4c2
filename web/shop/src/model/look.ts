import type { Words } from '#modules/theme'
import { isPageName, type Lang } from '#platform/i18n'
import type { Speech } from './context.ts'

/** In the reader's language, in French where it was not written. */
export const wordsIn = (words: Words, lang: Lang): string => words[lang] || words.fr || ''

const pagesOf = { collection: 'collection', product: 'product', article: 'content-page' } as const
const isKind = (text: string): text is keyof typeof pagesOf => Object.hasOwn(pagesOf, text)

/** The address of a target as merchants name it: `page:list?medium=cd`, `collection:jazz`, `https://…`. */
export function targetAddress(link: Speech['link'], target: string): string {
  const [, kind = '', name = '', query = ''] = /^([a-z]+):([a-z0-9-]+)(\?\S*)?$/.exec(target) ?? []
  if (kind === 'page' && isPageName(name)) return `${link(name)}${query}`
  if (isKind(kind)) return link(pagesOf[kind], { slug: name })
  return target.startsWith('page:') ? link('home') : target
}
