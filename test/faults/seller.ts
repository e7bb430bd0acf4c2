import { parseArgs } from 'node:util'
import { discogs } from '#connectors/marketplaces/discogs'
import { ebay } from '#connectors/marketplaces/ebay'
import { type AccountId, toId } from '#kernel/ids'
import { runLane } from '#modules/channels'
import { pollOrders, workers } from '#modules/inbound'
import { type Cx, systemActor } from '#platform/cx'
import { openDatabase } from '#platform/db'
import { armFaultPoint } from '#platform/fault-points'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { unlockSecrets } from '#platform/secrets'
import { memoryFiles } from '../support/memory-files.ts'
import { createPushDoor, pushAddress } from '../support/push-door.ts'

/**
 * A real process that works for a marketplace account, so that a test can kill it:
 * `node test/faults/seller.ts lane <accountId> --url … --secret … --at <time> --point …` lives at that time and dies
 * at that point by SIGKILL.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: '' },
    secret: { type: 'string', default: '' },
    at: { type: 'string', default: '' },
    point: { type: 'string' },
    /** For `push`: address, headers and body of what the vendor sends, as JSON. */
    request: { type: 'string', default: '' },
  },
})
const [action = '', subject = ''] = positionals

unlockSecrets(values.secret)
const database = await openDatabase({ url: values.url, log: silentLog })
const cx: Cx = {
  actor: systemActor,
  db: database.db,
  now: () => new Date(values.at),
  log: silentLog,
  outside: {
    publicUrl: pushAddress,
    paymentProviders: {},
    connectors: {
      discogs: discogs(createHttpClient({ system: 'discogs', log: silentLog })),
      ebay: ebay(createHttpClient({ system: 'ebay', log: silentLog })),
    },
    files: memoryFiles(),
    mailer: undefined,
  },
}
armFaultPoint(values.point)

async function receivePush(): Promise<void> {
  const { url, headers, body } = JSON.parse(values.request)
  await createPushDoor(() => cx)(new Request(url, { method: 'POST', headers, body }))
}

const work = async (name: string, accountId: AccountId): Promise<unknown> =>
  workers.find((worker) => worker.name === name)?.run(cx, accountId)

const actions: Readonly<Record<string, (accountId: AccountId) => Promise<unknown>>> = {
  lane: (accountId) => runLane(cx, accountId),
  poll: (accountId) => pollOrders(cx, accountId),
  push: () => receivePush(),
  pushes: (accountId) => work('pushes', accountId),
  commands: (accountId) => work('commands', accountId),
}
await actions[action]?.(toId<AccountId>(subject))
await database.close()
