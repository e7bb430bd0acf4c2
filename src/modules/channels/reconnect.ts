import type { AccountId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import { writeSecret } from '#platform/secrets'
import { tryConnection } from './accounts.ts'
import { readCredentials, secretName } from './lane.ts'
import type { JsonObject } from './listing.ts'
import { getAccount } from './queries.ts'
import { wakeLanes } from './store.ts'
import { mergeSettings } from './store-accounts.ts'
import { closeBreaker } from './store-breaker.ts'

/**
 * Connects an account again, with new credentials or (given none) with the known ones: what waited is sent at once. Refuses
 * `channels.account-not-found`, `channels.unknown-channel`, `channels.credentials-refused`, and `channels.other-seller` when the credentials belong to
 * somebody else, whose listings are not these.
 */
export async function reconnectAccount(
  cx: Cx,
  accountId: AccountId,
  given: { settings: JsonObject; credentials: JsonObject },
): Promise<void> {
  const account = await getAccount(cx, accountId)
  const { connectors } = cx.outside
  const maker = connectors[account.channel]
  if (!maker) refuse('channels.unknown-channel', { channel: account.channel, known: Object.keys(connectors) })
  const credentials = { ...(await readCredentials(cx, accountId)), ...given.credentials }
  const settings = { ...account.settings, ...given.settings }
  const ready = await tryConnection(cx, maker, { settings, credentials })
  if (ready.seller !== account.seller) refuse('channels.other-seller', { known: account.seller, given: ready.seller })
  await inTransaction(cx, async (tx) => {
    await mergeSettings(tx, accountId, ready.settings)
    await writeSecret(tx, secretName(accountId), credentials)
    await closeBreaker(tx, accountId)
    await wakeLanes(tx)
  })
}
