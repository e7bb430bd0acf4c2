import { isLang, type Lang } from '#platform/i18n'

/** The language of the terminal, as far as we have texts in it. */
export function terminalLang(env: Readonly<Record<string, string | undefined>>): Lang {
  const name = (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').slice(0, 2)
  return isLang(name) ? name : 'en'
}
