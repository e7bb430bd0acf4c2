import type { AccountId } from '#kernel/ids'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { readSecret, writeSecret } from '#platform/secrets'
import { secretName } from './lane.ts'
import { type JsonObject, jsonObject } from './listing.ts'
import { wakeLanes } from './store.ts'
import { mergeSettings, noteAccountError, setPollPace } from './store-accounts.ts'

export type AccountNews = {
  /** A fault that needs a person but stops nothing else. */
  readonly error?: JsonObject
  /** Merged into what is kept. */
  readonly settings?: JsonObject
  readonly credentials?: JsonObject
  /** `now`: poll at the next tick. `slow`: pushes arrive, polls are only the net. `usual`: a push never came. */
  readonly polls?: 'now' | 'slow' | 'usual'
}

/** What other modules find out about an account. */
export const noteAccount = (cx: MaybeTx, accountId: AccountId, news: AccountNews): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const { error, settings, credentials, polls } = news
    if (error) await noteAccountError(tx, accountId, error)
    if (settings && Object.keys(settings).length > 0) await mergeSettings(tx, accountId, settings)
    if (credentials && Object.keys(credentials).length > 0) await mergeCredentials(tx, accountId, credentials)
    if (polls) await setPollPace(tx, accountId, polls)
    if (polls === 'now') await wakeLanes(tx)
  })

async function mergeCredentials(tx: Tx, accountId: AccountId, credentials: JsonObject): Promise<void> {
  const known = jsonObject.parse((await readSecret(tx, secretName(accountId))) ?? {})
  await writeSecret(tx, secretName(accountId), { ...known, ...credentials })
}
