import type { Letterhead } from '#modules/returns'
import { getSettings } from '#modules/team'
import type { Cx } from '#platform/cx'

/** In whose name letters to buyers go out. */
export async function letterheadOf(cx: Cx): Promise<Letterhead> {
  const { shopName, email, address } = await getSettings(cx)
  return { shopName, email, address }
}
