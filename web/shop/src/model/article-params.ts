import type { PublishedArticle } from '#modules/content'
import { type Lang, langs } from '#platform/i18n'
import type { PathParams } from '../paths.ts'

/** Where each language's text of an article stands; a language it was not written in has no address. */
export const articleParams = ({ slugs }: PublishedArticle): Partial<Record<Lang, PathParams>> =>
  Object.fromEntries(
    langs.flatMap((lang) => {
      const slug = slugs[lang]
      return slug === undefined ? [] : [[lang, { slug }]]
    }),
  )
