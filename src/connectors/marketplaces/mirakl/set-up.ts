import { z } from 'zod'
import type { CancelReason, JsonObject } from '#modules/channels'
import { bodyOf, type MiraklClient } from './client.ts'
import { readStates } from './states.ts'

const account = z.object({ shop_id: z.number(), shop_name: z.string(), shop_state: z.string().default('OPEN') })
const states = z.object({ offer_states: z.array(z.object({ code: z.string(), label: z.string() })) })
const reasons = z.object({
  reasons: z.array(
    z.object({ code: z.string(), label: z.string(), type: z.string(), is_shop_right: z.boolean().default(true) }),
  ),
})
const carriers = z.object({ carriers: z.array(z.object({ code: z.string(), label: z.string() })) })

/**
 * Reads what differs from operator to operator and changes seldom: conditions, reasons to cancel, carriers. Mirakl asks
 * for this at most once a day, so it is kept with the account; connecting again refreshes it.
 */
export async function setUp(
  client: MiraklClient,
  settings: JsonObject,
): Promise<{ seller: string; settings: JsonObject }> {
  const get = (path: string, query: Readonly<Record<string, string>> = {}) =>
    client.call({ method: 'GET', path, query })
  const { shop_name: seller } = bodyOf(account, await get('/account'))
  const { offer_states: offerStates } = bodyOf(states, await get('/offers/states', { active: 'true' }))
  const known = bodyOf(reasons, await get('/reasons')).reasons
  const registered = bodyOf(carriers, await get('/shipping/carriers')).carriers
  return {
    seller,
    settings: {
      ...settings,
      states: readStates(offerStates),
      cancelReasons: readReasons(known),
      carriers: Object.fromEntries(registered.map(({ code, label }) => [label, code])),
    },
  }
}

const reasonWords: Readonly<Record<CancelReason, RegExp>> = {
  'out-of-stock': /stock|rupture|indisponible|unavailable/i,
  'buyer-asked': /client|customer|acheteur|buyer/i,
  undeliverable: /livraison|livrable|adresse|address|deliver/i,
}

/** Operators word their reasons themselves; the first that shops may use stands in where none fits. */
function readReasons(all: z.output<typeof reasons>['reasons']): Record<string, string> {
  const ours = all.filter(({ type, is_shop_right: isOurs }) => type === 'CANCELATION' && isOurs)
  const [first] = ours
  if (!first) return {}
  return Object.fromEntries(
    Object.entries(reasonWords).map(([reason, words]) => [
      reason,
      (ours.find(({ label }) => words.test(label)) ?? first).code,
    ]),
  )
}
