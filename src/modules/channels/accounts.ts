import { type AccountId, type ListingId, newId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import { writeSecret } from '#platform/secrets'
import { CredentialsRefused } from './breaker.ts'
import { isByHand } from './by-hand.ts'
import type { ConnectorMaker } from './connector.ts'
import { secretName } from './lane.ts'
import { createLaneHttp } from './lane-http.ts'
import type { JsonObject } from './listing.ts'
import { addListings, bumpOne, wakeLanes } from './store.ts'
import { insertAccount, setAccountState } from './store-accounts.ts'
import { noPictures } from './store-pictures.ts'
import { realTiming } from './timing.ts'

export type NewConnection = {
  readonly channel: string
  readonly label: string
  /** Not secret, e.g. `baseUrl`, `lang`, `pollMs`. */
  readonly settings: JsonObject
  readonly credentials: JsonObject
}

/**
 * Connects an account: asks the vendor who the credentials belong to, lets the connector create what the vendor needs,
 * keeps the credentials encrypted, and gives every variant a listing. Refuses `channels.unknown-channel`,
 * `channels.credentials-refused`, `channels.label-taken`.
 */
export async function connectAccount(
  cx: Cx,
  { channel, label, settings, credentials }: NewConnection,
): Promise<AccountId> {
  if (isByHand(cx, channel)) return saveAccount(cx, { channel, label, seller: '', settings, credentials })
  const maker = cx.outside.connectors[channel]
  if (!maker) return refuse('channels.unknown-channel', { channel, known: Object.keys(cx.outside.connectors) })
  const ready = await tryConnection(cx, maker, { settings, credentials })
  return saveAccount(cx, { channel, label, credentials, ...ready })
}

/** Asks the vendor whose credentials these are. Refuses `channels.credentials-refused`. */
export async function tryConnection(
  cx: Cx,
  maker: ConnectorMaker,
  { settings, credentials }: Pick<NewConnection, 'settings' | 'credentials'>,
): Promise<{ seller: string; settings: JsonObject }> {
  const http = createLaneHttp(cx, { maker, importance: 'urgent', pause: realTiming.pause })
  const connector = maker.connect({ http, settings, credentials, pictures: noPictures, now: cx.now })
  try {
    return await connector.setUp()
  } catch (error) {
    if (!(error instanceof CredentialsRefused)) throw error
    return refuse('channels.credentials-refused', { channel: maker.name, message: error.message })
  }
}

const saveAccount = (cx: Cx, { credentials, ...account }: NewConnection & { seller: string }): Promise<AccountId> =>
  inTransaction(cx, async (tx) => {
    const id = newId<AccountId>(tx.now())
    await insertAccount(tx, { id, ...account })
    await writeSecret(tx, secretName(id), credentials)
    await addListings(tx, id)
    return id
  })

/** Nothing new is published or changed there; copies that are sold or held are still withdrawn, orders still taken in. */
export const pauseAccount = (cx: Cx, accountId: AccountId): Promise<void> => changeState(cx, accountId, 'paused')

export const resumeAccount = (cx: Cx, accountId: AccountId): Promise<void> => changeState(cx, accountId, 'active')

const changeState = (cx: Cx, accountId: AccountId, state: 'active' | 'paused'): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (!(await setAccountState(tx, accountId, state))) refuse('channels.account-not-found', { accountId })
    await wakeLanes(tx)
  })

/** Sends a listing again, e.g. after the seller changed something at the vendor. Refuses `channels.listing-not-found`. */
export const retryListing = (cx: Cx, listingId: ListingId): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (!(await bumpOne(tx, listingId))) refuse('channels.listing-not-found', { listingId })
  })
