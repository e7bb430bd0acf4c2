import type { Cx } from '#platform/cx'
import type { Banner } from './banner.ts'
import { isCollectionOnSale, isProductOnSale, listBanners } from './queries.ts'

/** Asked whether a list with this query (`medium=cd&genre=Jazz`) has anything to show. */
export type HasHits = (query: string) => Promise<boolean>

export type ShownBanners = {
  readonly banners: readonly Banner[]
  /** When another banner begins or one of these ends; a page that shows them is old then. */
  readonly changesAt: readonly Date[]
}

/** What the home page shows now: switched on, in its time, and with something left to buy where it leads. */
export async function shownBanners(cx: Cx, hasHits: HasHits): Promise<ShownBanners> {
  const now = cx.now()
  const on = (await listBanners(cx)).filter(({ isOn, endsAt }) => isOn && (!endsAt || endsAt > now))
  const begun = on.filter(({ startsAt }) => !startsAt || startsAt <= now)
  const banners = []
  for (const banner of begun) if (await leadsSomewhere(cx, banner.target, hasHits)) banners.push(banner)
  return {
    banners,
    changesAt: on
      .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
      .filter((at): at is Date => at !== null && at > now),
  }
}

async function leadsSomewhere(cx: Cx, target: string, hasHits: HasHits): Promise<boolean> {
  const [, kind, name = '', query] = /^(product|collection|page):([a-z0-9-]+)(?:\?(\S*))?$/.exec(target) ?? []
  if (kind === 'product') return isProductOnSale(cx, name)
  if (kind === 'collection') return isCollectionOnSale(cx, name)
  return kind === 'page' && name === 'list' ? hasHits(query ?? '') : true
}
