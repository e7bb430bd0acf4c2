import { newId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import { notifyPurge } from '#platform/outbox'
import type { Banner, BannerContent, BannerId } from './banner.ts'
import { findBanner } from './queries.ts'
import { deleteBanner, insertBanner, insertEvent, updateBanner } from './store.ts'

export const bannersTag = 'banners'

export const createBanner = (cx: Cx, content: BannerContent): Promise<BannerId> =>
  inTransaction(cx, async (tx) => {
    const id = newId<BannerId>(tx.now())
    await insertBanner(tx, id, content)
    await insertEvent(tx, id, 'created')
    await notifyPurge(tx, [bannersTag])
    return id
  })

/** Saves it whole. Refuses `banners.stale` when somebody else has saved since `version`, `banners.not-found`. */
export const saveBanner = (cx: Cx, id: BannerId, content: BannerContent & { version: number }): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await getBanner(tx, id)
    if (!(await updateBanner(tx, id, content))) refuse('banners.stale', {})
    await insertEvent(tx, id, 'saved')
    await notifyPurge(tx, [bannersTag])
  })

/** Takes it away; doing so twice changes nothing. */
export const removeBanner = (cx: Cx, id: BannerId): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (!(await deleteBanner(tx, id))) return
    await insertEvent(tx, id, 'removed')
    await notifyPurge(tx, [bannersTag])
  })

/** Refuses `banners.not-found`. */
export const getBanner = async (cx: Cx, bannerId: BannerId): Promise<Banner> =>
  (await findBanner(cx, bannerId)) ?? refuse('banners.not-found', { bannerId })
