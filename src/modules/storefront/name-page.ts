import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { cardsOf, database, type Sources, tagsOf } from './cards.ts'
import { findEquivalentItems, findName, findNameFacts, findNameItems, findRelatedNames } from './queries-names.ts'
import { nameTag } from './queries-tags.ts'
import type { NameKind, NamePage } from './views.ts'

const itemsPerPage = 24
const relatedMax = 10
const equivalentsMax = 24

/**
 * Everything on sale by an artist or on a label, newest first. A known name of which nothing is left answers what comes closest
 * instead; a page behind the last is the last. Refuses `storefront.name-not-found` when no product bears the name.
 */
export async function namePage(
  cx: Cx,
  kind: NameKind,
  { slug, page: asked, sources = database }: { slug: string; page: number; sources?: Sources },
): Promise<NamePage> {
  const found = await findName(cx, kind, slug)
  if (!found) refuse('storefront.name-not-found', { kind, slug })
  const facts = await findNameFacts(cx, found)
  const pageCount = Math.ceil(facts.total / itemsPerPage)
  const page = Math.max(1, Math.min(Math.trunc(asked), pageCount))
  const offset = (page - 1) * itemsPerPage
  const items = await cardsOf(cx, await findNameItems(cx, found, { limit: itemsPerPage, offset }), sources)
  const equivalents =
    facts.total === 0 ? await cardsOf(cx, await findEquivalentItems(cx, found, equivalentsMax), sources) : []
  return {
    kind,
    name: found.name,
    slug,
    items,
    page,
    pageCount,
    ...facts,
    related: await findRelatedNames(cx, found, relatedMax),
    equivalents,
    tags: [...(facts.total === 0 ? ['list'] : []), nameTag(kind, found.key), ...tagsOf([...items, ...equivalents])],
  }
}
