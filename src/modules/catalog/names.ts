/** Names as a person reads them. Sources keep theirs in attributes. */

/**
 * Discogs tells namesakes apart with a number, "Air (11)", marks spelling variants with "*", and other sources sort
 * "Beatles, The" under B. People read "Air", "Beatles" and "The Beatles".
 */
export function personalName(source: string): string {
  return source
    .replaceAll(/\s*\(\d{1,4}\)(?=\*?(?:$|[\s,;/&+]))/g, '')
    .replaceAll(/\*(?=$|[\s,;/&+])/g, '')
    .split(/(\s+(?:&|\/|\+|feat\.?|vs\.?|and|et|with)\s+)/i)
    .map(articleFirst)
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const articleFirst = (name: string): string =>
  name.replace(/^([^,]+),\s*(The|Les|Le|La|Los|Las|Die|Der|Das)$/i, (_, rest: string, article: string) =>
    `${article} ${rest}`.trim(),
  )

const unfolded: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
}

const slugCharactersMax = 70

/** 'francoise-hardy-la-question' for 'Françoise Hardy', 'La question'; '' when no Latin letter or digit is left. */
export function slugOf(...parts: readonly string[]): string {
  return parts
    .join(' ')
    .toLowerCase()
    .replaceAll(/[œæßøłđðþ]/g, (letter) => unfolded[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/['’]/g, '-')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, slugCharactersMax)
    .replaceAll(/^-+|-+$/g, '')
}
