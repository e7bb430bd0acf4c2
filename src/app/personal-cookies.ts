/**
 * Ours that say nothing about a buyer: a page is the same for all who carry the same (the currency is part of its key). Every other cookie whose name begins with
 * `etal_` (a cart, an account) keeps its reader away from the page cache, also those that come later.
 */
const neutral: ReadonlySet<string> = new Set(['etal_mesure', 'etal_envies', 'etal_monnaie'])

/** Whether a page for this reader may be neither taken from the page cache nor put into it. */
export const hasPersonalCookie = (cookies: string | undefined): boolean =>
  cookies?.includes('etal_') === true &&
  cookies.split(';').some((pair) => {
    const name = pair.split('=', 1)[0]?.trim() ?? ''
    return name.startsWith('etal_') && !neutral.has(name)
  })
