import { marketDaysTag, nextMarketDays } from '#modules/calendar'
import { offeredTrackers } from '#modules/consent'
import { contentLinks, publishedArticles } from '#modules/content'
import { offeredRates } from '#modules/currencies'
import { listMethods } from '#modules/delivery'
import { answeringHours } from '#modules/messages'
import { offerFacts } from '#modules/promotions'
import { shopRating } from '#modules/reviews'
import { getSettings } from '#modules/team'
import { publishedLook, themeTag } from '#modules/theme'
import type { Keeper } from '#platform/kept'

export type ShopFacts = ReturnType<typeof createShopFacts>

/**
 * What stands on many pages and seldom changes, with the tags whose purge makes it old. Pages name the same tags for
 * themselves. What somebody pays is never reckoned from here: carts and checkouts ask the database.
 */
export const createShopFacts = ({ keep }: Keeper) => ({
  settings: keep(['shop'], getSettings),
  look: keep([themeTag], publishedLook),
  trackers: keep(['shop'], offeredTrackers),
  contentLinks: keep(['content'], contentLinks),
  articles: keep(['content'], publishedArticles),
  rating: keep(['reviews'], shopRating),
  nextMarketDays: keep([marketDaysTag], nextMarketDays),
  answeringHours: keep(['shop'], answeringHours),
  offers: keep(['product'], offerFacts),
  rates: keep(['rates', 'currencies'], offeredRates),
  deliveryMethods: keep(['shop'], listMethods),
})
