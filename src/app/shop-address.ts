import { findPage, paramNamesOf } from '#platform/i18n'

/**
 * Where the built shop keeps the page that stands at a reader's address: `/~product/kind-of-blue` for `/disque/…` and
 * `/en/record/…`. Addresses of no page stay as they are: files for machines, or nothing at all.
 */
export function builtAddress(url: URL): URL {
  const found = findPage(url.pathname)
  const path = found
    ? [`/~${found.page}`, ...paramNamesOf(found.page).map((name) => encodeURIComponent(found.params[name] ?? ''))].join(
        '/',
      )
    : url.pathname.replace(/^\/~/, '/')
  return new URL(`${path}${url.search}`, url)
}
